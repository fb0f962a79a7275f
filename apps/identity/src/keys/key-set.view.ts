import { Shown } from '@passerelle/http';

export class JsonWebKeySetView {
  @Shown({ type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } })
  keys!: readonly Record<string, string>[];
}
