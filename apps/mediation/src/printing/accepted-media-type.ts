interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

const RANGE = /^([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)$/;

/**
 * The media type of the answer (RFC 9110 § 12.5.1): the offered type with the highest quality in `Accept`, and the
 * first offered type among equals. Null when `Accept` refuses every offered type; without the header, the first type.
 */
export function acceptedMediaType<T extends string>(
  accept: string | undefined,
  offered: readonly [T, ...T[]],
): T | null {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').flatMap(rangeOf);
  let best: { readonly type: T; readonly quality: number } | null = null;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type ?? null;
}

function rangeOf(text: string): MediaRange[] {
  const [name = '', ...parameters] = text.trim().toLowerCase().split(';');
  const [, type, subtype] = RANGE.exec(name.trim()) ?? [];
  if (type === undefined || subtype === undefined) return [];
  const quality = parameters
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return [{ type, subtype, quality: Math.min(1, Number(quality ?? 1)) }];
}

/** The most precise range decides: a range `text/html;q=0` beside a range for every type refuses HTML only. */
function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const [type, subtype] = mediaType.split('/');
  const precision = (range: MediaRange): number => {
    if (range.type === type && range.subtype === subtype) return 3;
    if (range.type === type && range.subtype === '*') return 2;
    return range.type === '*' && range.subtype === '*' ? 1 : 0;
  };
  const [decisive] = ranges
    .filter((range) => precision(range) > 0)
    .sort((a, b) => precision(b) - precision(a));
  return decisive?.quality ?? 0;
}
