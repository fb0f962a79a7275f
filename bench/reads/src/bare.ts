import { createServer } from 'node:http';

/** The limit: Node's own server, with the bytes and headers that the parent sends as a message for each path. */
interface Answer {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const answers = new Map<string, { headers: readonly string[]; bytes: Buffer }>();

process.on('message', ({ path, headers, body }: Answer) => {
  answers.set(path, { headers, bytes: Buffer.from(body, 'utf8') });
  process.send?.('known');
});

const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? '');
  if (answer === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, [...answer.headers]);
  response.end(answer.bytes);
});
server.listen(Number(process.argv[2]), '127.0.0.1');
