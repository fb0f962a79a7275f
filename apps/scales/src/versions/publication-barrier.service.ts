import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import type { HttpReply, HttpRequest } from '@passerelle/http';

import { SnapshotService } from '../scales/snapshot.service.js';

interface Hookable {
  addHook(
    name: 'onSend',
    hook: (request: HttpRequest, reply: HttpReply, payload: unknown) => Promise<unknown>,
  ): void;
}

/**
 * Holds the answer to a publication back until every replica shows it: whoever was told "published" reads the new
 * figure wherever they ask. It has to wait after the commit, and with an idempotency key that comes after the handler.
 */
@Injectable()
export class PublicationBarrier implements OnModuleInit {
  private readonly held = new WeakMap<object, number>();

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly snapshot: SnapshotService,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter.getInstance<Hookable>();
    fastify.addHook('onSend', async (request, reply, payload) => {
      const revision = this.held.get(request);
      // A refusal after the hold means that nothing was committed.
      if (revision !== undefined && reply.statusCode < 400) await this.snapshot.shows(revision);
      return payload;
    });
  }

  hold(request: HttpRequest, revision: number): void {
    this.held.set(request, revision);
  }
}
