import { type Role, ROLES } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

class DemoAccountView {
  @Shown()
  username!: string;

  @Shown({ enum: ROLES })
  role!: Role;
}

export class DemoAccountsView {
  @Shown({ description: 'The password of every demo account and the secret of the batch client' })
  password!: string;

  @Shown({ description: 'The id of the batch client, which has every import scope' })
  client!: string;

  @Shown({ type: [DemoAccountView] })
  accounts!: DemoAccountView[];
}
