import { Chunk, faultRows } from './chunk.js';

describe('Chunk', () => {
  it('writes what COPY reads', () => {
    const chunk = new Chunk(0, { perLine: 1, perImport: 1 });
    chunk.stage(7, true, ['a\tb\\', null, undefined, 12, false, 'é\n']);
    chunk.stage(8, false, ['x'.repeat(100_000)]);
    const text = Buffer.concat(chunk.rows.data()).toString();
    expect(text).toBe(`7\tt\ta\\tb\\\\\t\\N\t\\N\t12\tf\té\\n\n8\tf\t${'x'.repeat(100_000)}\n`);
    expect(faultRows('id', []).data()).toEqual([]);
  });
});
