import { Shown } from '@passerelle/http';

import type { Note } from './note.entity.js';

export class NoteView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  author!: string;

  @Shown()
  text!: string;

  @Shown({ type: String, format: 'date-time' })
  writtenAt!: string;
}

export class NotesView {
  @Shown({ type: [NoteView] })
  items!: NoteView[];
}

export function noteView({ id, author, text, writtenAt }: Note): NoteView {
  return { id, author, text, writtenAt: writtenAt.toISOString() };
}
