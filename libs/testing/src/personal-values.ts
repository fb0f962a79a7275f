/** Shorter texts occur in log lines by chance. */
const MIN_LENGTH = 6;

/** Codes, names of states, days, instants, ids and decimal numbers are not personal data. */
const IMPERSONAL = [
  /^[a-z][a-z\d_.:/-]*$/,
  /^\d{4,5}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/,
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  /^-?\d+[.,]\d+$/,
];

/** Only this many pieces of a file of lines are read, because its lines are similar. */
const MAX_PIECES = 2_000;

/**
 * The texts of requests that can be personal data: names, national numbers, addresses, free text. The values come
 * from the requests themselves, so that a new field is included without being listed.
 */
export class PersonalValues {
  private readonly values = new Set<string>();

  /** @param body the body of the request: JSON as an object or a text, a form, or a file of lines */
  note(url: string, body: unknown): void {
    for (const value of new URL(url, 'http://service.test').searchParams.values()) this.add(value);
    for (const value of typeof body === 'string' ? piecesOf(body) : textsOf(body)) this.add(value);
  }

  /** The values that the lines contain. */
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

/** The text as it appears in a JSON log line. */
const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);
