import { Id } from '@passerelle/http';

export class HandOver {
  @Id({ description: 'The subject of the mediator who takes over' })
  to!: string;
}

export class DeclareConflict {
  @Id({ description: 'The subject of the mediator who handled the file before' })
  mediator!: string;
}
