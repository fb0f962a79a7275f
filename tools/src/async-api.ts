import { CATALOGUE, type EventContract } from '@passerelle/contracts';
import { z } from 'zod';

/** An AsyncAPI 3 document of every event: one channel per consumer's inbox, one operation per direction. */
export function asyncApi(): object {
  const events = [...CATALOGUE.values()];
  const consumers = [...new Set(events.flatMap((event) => event.consumers))].sort();
  const operations = [...producedBy(events), ...consumedBy(events)];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Passerelle — events',
      version: '1',
      description:
        'Events travel as CloudEvents 1.0, several in one BullMQ job, from the outbox of their producer to the inbox of each consumer.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      consumers.map((consumer) => [
        consumer,
        {
          address: `${consumer}.inbox`,
          description: `The inbox queue of ${consumer}`,
          messages: Object.fromEntries(
            events
              .filter((event) => event.consumers.includes(consumer))
              .map((event) => [event.type, { $ref: `#/components/messages/${event.type}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(operations),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
    },
  };
}

type Operation = readonly [string, object];

function producedBy(events: readonly EventContract[]): Operation[] {
  return events.flatMap((event) =>
    event.consumers.map((consumer) => operation('send', event.producer, consumer, event)),
  );
}

function consumedBy(events: readonly EventContract[]): Operation[] {
  return events.flatMap((event) =>
    event.consumers.map((consumer) => operation('receive', consumer, consumer, event)),
  );
}

function operation(
  action: 'send' | 'receive',
  service: string,
  channel: string,
  event: EventContract,
): Operation {
  return [
    `${service}.${action}.${event.type}`,
    {
      action,
      title: `${service} ${action}s ${event.type}`,
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/${event.type}` }],
    },
  ];
}

function messageOf(event: EventContract): object {
  return {
    name: event.type,
    summary: event.summary,
    payload: {
      type: 'object',
      required: [
        'specversion',
        'id',
        'source',
        'type',
        'subject',
        'time',
        'aggregateversion',
        'data',
      ],
      properties: {
        specversion: { const: '1.0' },
        id: { type: 'string', format: 'uuid' },
        source: { const: `/${event.producer}` },
        type: { const: event.type },
        subject: { type: 'string', description: `\`data.${event.subject}\`` },
        time: { type: 'string', format: 'date-time' },
        datacontenttype: { const: 'application/json' },
        traceparent: { type: 'string', description: 'W3C trace context' },
        aggregateversion: { type: 'integer', minimum: 0 },
        data: z.toJSONSchema(event.data),
      },
    },
    examples: [{ name: event.type, payload: { data: event.example } }],
  };
}
