import { Agent, get } from 'node:http';

/** Asks for one address again and again over a few kept connections; the parent counts its own processor time. */
const [url = '', requests = '0'] = process.argv.slice(2);
const CONNECTIONS = 8;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

let left = Number(requests);

function next(): Promise<void> {
  if (left-- <= 0) return Promise.resolve();
  return new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', resolve);
    }).on('error', reject);
  }).then(next);
}

await Promise.all(Array.from({ length: CONNECTIONS }, next));
agent.destroy();
