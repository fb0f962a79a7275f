import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import aws4 from 'aws4';
import type { ObjectStorage } from '../src/spool-settings.js';

const MIN_PART_BYTES = 5 * 1_048_576;

export type Operation = 'put' | 'begin' | 'part' | 'complete' | 'list' | 'abort' | 'get' | 'delete';
/** `lost`: it is done, and the answer never arrives. `cut`: broken off in the middle of the body. */
export type Fault = 'error' | 'refuse' | 'cut' | 'lost';

interface Upload {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

/**
 * An S3-compatible storage in memory, as far as the spool uses one: `s3rver`, the usual one, has had no
 * release for years. It is strict where a storage is: signatures, hashes of bodies, sizes and tags of parts.
 */
export class ObjectServer {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  /** What was asked for, in order. */
  readonly asked: Operation[] = [];
  /** Says what goes wrong with a request; its number counts those of the same operation from 1. */
  fault: (operation: Operation, number: number) => Fault | undefined = () => undefined;
  private readonly server: Server;

  private constructor(private readonly secret: string) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        if (error instanceof Refusal) refuse(response, error);
        else request.socket.destroy();
      });
    });
  }

  static async start(port = 0): Promise<ObjectServer> {
    const server = new ObjectServer(randomBytes(20).toString('hex'));
    await server.listen(port);
    return server;
  }

  get storage(): ObjectStorage {
    const { port } = this.server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: 'eu-test-1',
      bucket: 'spool',
      prefix: 'spec/',
      pathStyle: true,
      accessKeyId: 'tester',
      secretAccessKey: this.secret,
    };
  }

  /** Everything that it holds, finished or not. */
  get holds(): number {
    return this.objects.size + this.uploads.size;
  }

  reset(): void {
    this.objects.clear();
    this.uploads.clear();
    this.asked.length = 0;
    this.fault = () => undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://storage');
    const operation = operationOf(request.method ?? '', url.searchParams);
    this.asked.push(operation);
    const fault = this.fault(operation, this.asked.filter((each) => each === operation).length);
    if (fault === 'cut' && operation !== 'get') {
      // Once something of the body is there, or at once where there is none.
      if (Number(request.headers['content-length'] ?? 0) > 0) await once(request, 'data');
      request.socket.destroy();
      return;
    }
    const body = await buffer(request);
    this.checkSignature(request, body);
    if (fault === 'error') throw new Refusal(500, 'InternalError');
    if (fault === 'refuse') throw new Refusal(403, 'AccessDenied');
    const [, bucket, ...path] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== 'spool') throw new Refusal(404, 'NoSuchBucket');
    if (operation === 'get') {
      this.get(path.join('/'), request, response, fault === 'cut');
      return;
    }
    const content = this.change(operation, path.join('/'), url.searchParams, body, response);
    if (fault === 'lost') request.socket.destroy();
    else response.end(content);
  }

  private change(
    operation: Operation,
    key: string,
    query: URLSearchParams,
    body: Buffer,
    response: ServerResponse,
  ): string {
    const uploadId = query.get('uploadId') ?? '';
    switch (operation) {
      case 'put':
        this.objects.set(key, body);
        response.setHeader('etag', tagOf(body));
        return '';
      case 'begin': {
        const id = randomBytes(8).toString('hex');
        this.uploads.set(id, { key, parts: new Map() });
        return `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
      }
      case 'part':
        this.upload(uploadId, key).parts.set(Number(query.get('partNumber')), body);
        response.setHeader('etag', tagOf(body));
        return '';
      case 'complete': {
        const whole = assembled(this.upload(uploadId, key), body.toString());
        this.objects.set(key, whole);
        this.uploads.delete(uploadId);
        return `<CompleteMultipartUploadResult><ETag>${tagOf(whole)}</ETag></CompleteMultipartUploadResult>`;
      }
      case 'list': {
        // As MinIO does: the prefix has to be the whole key.
        const found = [...this.uploads].filter(([, upload]) => upload.key === query.get('prefix'));
        const entries = found.map(
          ([id, upload]) => `<Upload><Key>${upload.key}</Key><UploadId>${id}</UploadId></Upload>`,
        );
        return `<ListMultipartUploadsResult>${entries.join('')}</ListMultipartUploadsResult>`;
      }
      case 'abort':
        this.upload(uploadId, key);
        this.uploads.delete(uploadId);
        response.statusCode = 204;
        return '';
      default:
        this.objects.delete(key);
        response.statusCode = 204;
        return '';
    }
  }

  private get(
    key: string,
    { headers }: IncomingMessage,
    response: ServerResponse,
    isCut: boolean,
  ): void {
    const object = this.objects.get(key);
    if (object === undefined) throw new Refusal(404, 'NoSuchKey');
    const wanted = headers['if-match'];
    if (wanted !== undefined && wanted !== tagOf(object)) {
      throw new Refusal(412, 'PreconditionFailed');
    }
    const [, from, to] = (/^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []).map(Number);
    if (from === undefined || to === undefined || from >= object.length) {
      throw new Refusal(416, 'InvalidRange');
    }
    const bytes = object.subarray(from, to + 1);
    response.writeHead(206, { 'content-length': bytes.length, etag: tagOf(object) });
    if (!isCut) {
      response.end(bytes);
      return;
    }
    response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
  }

  private upload(id: string, key: string): Upload {
    const upload = this.uploads.get(id);
    if (upload?.key !== key) throw new Refusal(404, 'NoSuchUpload');
    return upload;
  }

  /** Signs what arrived once more, with another library than the client's. */
  private checkSignature(request: IncomingMessage, body: Buffer): void {
    const { authorization = '', ...headers } = request.headers;
    const signedNames = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    if (headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) {
      throw new Refusal(400, 'XAmzContentSHA256Mismatch');
    }
    const { region, accessKeyId, secretAccessKey } = this.storage;
    const signed = aws4.sign(
      {
        service: 's3',
        region,
        method: request.method,
        path: request.url,
        headers: Object.fromEntries(signedNames.map((name) => [name, String(headers[name])])),
        extraHeadersToInclude: { range: true },
      } as aws4.Request,
      { accessKeyId, secretAccessKey },
    );
    const signature = (text: unknown): string | undefined =>
      /Signature=(\w+)/.exec(String(text))?.[1];
    const expected = signature(signed.headers?.Authorization);
    if (expected === undefined || signature(authorization) !== expected) {
      throw new Refusal(403, 'SignatureDoesNotMatch');
    }
  }
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

function refuse(response: ServerResponse, { status, code }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function operationOf(method: string, query: URLSearchParams): Operation {
  if (method === 'PUT') return query.has('partNumber') ? 'part' : 'put';
  if (method === 'POST') return query.has('uploads') ? 'begin' : 'complete';
  if (method === 'DELETE') return query.has('uploadId') ? 'abort' : 'delete';
  return query.has('uploads') ? 'list' : 'get';
}

/** As the storage puts it: quoted. */
const tags = new WeakMap<Buffer, string>();

/** A content never changes, and is asked for range by range. */
function tagOf(bytes: Buffer): string {
  const tag = tags.get(bytes) ?? `"${createHash('md5').update(bytes).digest('hex')}"`;
  tags.set(bytes, tag);
  return tag;
}

function assembled({ parts }: Upload, wanted: string): Buffer {
  const named = [...wanted.matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    tag: /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll('&quot;', '"'),
  }));
  const pieces = named.map(({ number, tag }, index) => {
    const bytes = parts.get(number);
    if (number !== index + 1 || bytes === undefined || tag !== tagOf(bytes)) {
      throw new Refusal(400, 'InvalidPart');
    }
    if (index < named.length - 1 && bytes.length < MIN_PART_BYTES) {
      throw new Refusal(400, 'EntityTooSmall');
    }
    return bytes;
  });
  if (pieces.length === 0) throw new Refusal(400, 'MalformedXML');
  return Buffer.concat(pieces);
}
