import { Text } from '@passerelle/http';

export class AddNote {
  @Text({ max: 20_000, multiline: true })
  text!: string;
}
