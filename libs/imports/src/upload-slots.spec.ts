import type { DomainError } from '@passerelle/kernel';

import type { Sender } from './sender.js';
import { UploadSlots } from './upload-slots.js';

const sender = (subject: string, organisation: string | null = null): Sender => ({
  subject,
  organisation,
});

describe('the uploads of a process', () => {
  const taken = (slots: UploadSlots, who: Sender | null): (() => void) | string => {
    try {
      return slots.take(who);
    } catch (error) {
      return (error as DomainError).code;
    }
  };
  const full = 'imports/too-many-uploads';

  it('of one caller leave room for others', () => {
    const slots = new UploadSlots(4, { caller: 2, organisation: 3 });
    const first = slots.take(sender('ann'));
    slots.take(sender('ann'));
    expect(taken(slots, sender('ann'))).toBe(full);
    slots.take(sender('bob'));
    first();
    first();
    slots.take(sender('ann'));
    expect(taken(slots, sender('ann'))).toBe(full);
  });

  it('of one organisation leave room for others, whoever sends', () => {
    const slots = new UploadSlots(10, { caller: 2, organisation: 3 });
    for (const subject of ['ann', 'ann', 'bob']) slots.take(sender(subject, 'landlord'));
    expect(taken(slots, sender('cid', 'landlord'))).toBe(full);
    expect(typeof taken(slots, sender('dan', 'other'))).toBe('function');
  });

  it('are bounded in all, and by nothing else for the service itself', () => {
    const slots = new UploadSlots(2, { caller: 1, organisation: 1 });
    const free = slots.take(null);
    slots.take(null);
    expect(taken(slots, sender('ann'))).toBe(full);
    free();
    expect(typeof taken(slots, sender('ann'))).toBe('function');
  });
});
