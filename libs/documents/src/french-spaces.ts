import type { PrintableDocument } from './printable-document.js';

/** French puts a space that does not break before these signs. */
export function withFrenchSpaces(text: string): string {
  return text.replace(/ (?=[:;»?!])|(?<=«) /g, '\u00a0');
}

/** The document as it is printed: in French, no line begins with a sign. */
export function typeset(document: PrintableDocument): PrintableDocument {
  return document.language === 'fr' ? withSpacesIn(document) : document;
}

function withSpacesIn<T>(part: T): T;
function withSpacesIn(part: unknown): unknown {
  if (typeof part === 'string') return withFrenchSpaces(part);
  if (Array.isArray(part)) return part.map((each: unknown) => withSpacesIn(each));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, withSpacesIn<unknown>(value)]),
  );
}
