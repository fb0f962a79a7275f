import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { assemble, type DataSet, type NamedFile } from './data-set.js';

/** The figures that this service ships with: beside `src` and `dist` alike. */
export const DATA_FOLDER = join(import.meta.dirname, '..', '..', 'data');

/** The text of `indices.json` and of every file in `scales/`. */
export async function readDataFiles(folder: string): Promise<{
  readonly indices: NamedFile;
  readonly scales: readonly NamedFile[];
}> {
  const names = (await readdir(join(folder, 'scales'))).filter((name) => name.endsWith('.json'));
  const read = async (name: string): Promise<NamedFile> => ({
    name,
    text: await readFile(join(folder, name), 'utf8'),
  });
  return {
    indices: await read('indices.json'),
    scales: await Promise.all(names.sort().map((name) => read(`scales/${name}`))),
  };
}

/** @throws FaultyDataSet */
export async function readDataSet(folder: string): Promise<DataSet> {
  const { indices, scales } = await readDataFiles(folder);
  return assemble(indices, scales);
}
