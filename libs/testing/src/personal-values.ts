/** Shorter texts occur in log lines by chance. */
const MIN_LENGTH = 6;

/** Codes, names of states, days, instants, ids and decimal numbers say nothing about a person. */
const IMPERSONAL = [
  /^[a-z][a-z\d_.:/-]*$/,
  /^\d{4,5}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/,
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  /^-?\d+[.,]\d+$/,
];

/** A file of lines is read up to here: its lines are alike. */
const MAX_PIECES = 2_000;

/**
 * The texts of requests that may say something about a person: names, national numbers, addresses, whatever people
 * write. The values come from the requests themselves, so that a new field is watched without being listed.
 */
export class PersonalValues {
  private readonly values = new Set<string>();

  /** @param body what was sent: JSON as an object or a text, a form, or a file of lines */
  note(url: string, body: unknown): void {
    for (const value of new URL(url, 'http://service.test').searchParams.values()) this.add(value);
    for (const value of typeof body === 'string' ? piecesOf(body) : textsOf(body)) this.add(value);
  }

  /** The values that the lines hold. */
  in(lines: readonly string[]): string[] {
    const text = lines.join('\n');
    return [...this.values].filter((value) => text.includes(escaped(value)));
  }

  private add(value: string): void {
    const trimmed = value.trim();
    if (trimmed.length >= MIN_LENGTH && !IMPERSONAL.some((pattern) => pattern.test(trimmed)))
      this.values.add(trimmed);
  }
}

function piecesOf(text: string): string[] {
  try {
    return textsOf(JSON.parse(text));
  } catch {
    return text.split(/[\n\t;,&="{}]+/, MAX_PIECES);
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** As a JSON log line shows the text. */
const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);
