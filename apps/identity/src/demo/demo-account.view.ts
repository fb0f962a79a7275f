import { type Role, ROLES } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

class DemoAccountView {
  @Shown()
  username!: string;

  @Shown({ enum: ROLES })
  role!: Role;
}

export class DemoAccountsView {
  @Shown({ description: 'The password of every demo account, and the secret of the client' })
  password!: string;

  @Shown({ description: 'The batch client, with every import scope' })
  client!: string;

  @Shown({ type: [DemoAccountView] })
  accounts!: DemoAccountView[];
}
