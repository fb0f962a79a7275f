import { deviceLabel } from './device-label.js';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceLabel', () => {
  it.each([
    [`${WINDOWS} rv:124.0) Gecko/20100101 Firefox/124.0`, 'Firefox, Windows'],
    [`${WINDOWS} ${WEBKIT} Chrome/123.0.0.0 Safari/537.36`, 'Chrome, Windows'],
    [`${WINDOWS} ${WEBKIT} Chrome/123.0.0.0 Safari/537.36 Edg/123.0.2420.65`, 'Edge, Windows'],
    [`${IPHONE} (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1`, 'Safari, iOS'],
    [`${IPHONE} (KHTML, like Gecko) CriOS/123.0 Mobile/15E148 Safari/604.1`, 'Chrome, iOS'],
    [
      `Mozilla/5.0 (Linux; Android 14) ${WEBKIT} SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36`,
      'Samsung Internet, Android',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/17.4 Safari/605.1.15`,
      'Safari, macOS',
    ],
    ['curl/8.5.0', null],
    ['', null],
    [undefined, null],
  ])('of %s is %s', (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label);
  });

  it('holds nothing of the text itself', () => {
    expect(deviceLabel('Windows <b>Camille Durand</b> Firefox/1')).toBe('Firefox, Windows');
  });
});
