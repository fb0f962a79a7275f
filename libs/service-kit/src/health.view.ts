import { Shown } from '@passerelle/http';

export class Liveness {
  @Shown({ enum: ['ok'] })
  status!: string;
}

export class ReadinessView {
  @Shown({ enum: ['ready', 'not_ready'] })
  status!: string;

  @Shown({
    description:
      'Only with the token of the operator: each thing the service cannot work without, `up` or `down`',
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'string', enum: ['up', 'down'] },
  })
  checks?: Readonly<Record<string, string>>;
}
