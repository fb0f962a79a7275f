import { acceptedMediaType } from './accepted-media-type.js';

const HTML = 'text/html';
const PDF = 'application/pdf';

it.each<[string | undefined, string | null]>([
  [undefined, HTML],
  ['', HTML],
  ['*/*', HTML],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', HTML],
  ['application/pdf', PDF],
  ['APPLICATION/PDF; q=1', PDF],
  ['application/*', PDF],
  ['text/*', HTML],
  ['text/html;q=0.5, application/pdf;q=0.9', PDF],
  ['text/html;q=0, */*;q=0.1', PDF],
  ['application/pdf, text/html', HTML],
  ['application/json', null],
  ['text/html;q=0', null],
  ['text/plain, */json', null],
  ['not a media type', null],
])('%s: %s', (accept, expected) => {
  expect(acceptedMediaType(accept, [HTML, PDF])).toBe(expected);
});
