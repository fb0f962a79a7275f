import { importErrors } from './imports.errors.js';
import type { Shares } from './import-settings.js';
import type { Sender } from './sender.js';

/** The uploads of one process: a bound for all of them, and bounds for each caller and each organisation. */
export class UploadSlots {
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly limit: number,
    private readonly shares: Shares,
  ) {}

  /**
   * @returns what gives the slot back
   * @throws DomainError `imports/too-many-uploads`
   */
  take(sender: Sender | null): () => void {
    const bounds = [
      { name: 'all', limit: this.limit },
      ...(sender === null ? [] : [{ name: `caller ${sender.subject}`, limit: this.shares.caller }]),
      ...(sender?.organisation == null
        ? []
        : [{ name: `organisation ${sender.organisation}`, limit: this.shares.organisation }]),
    ];
    const full = bounds.find(({ name, limit }) => this.of(name) >= limit);
    if (full !== undefined) throw importErrors.tooManyUploads({ limit: full.limit });
    for (const { name } of bounds) this.underWay.set(name, this.of(name) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      for (const { name } of bounds) {
        const left = this.of(name) - 1;
        if (left === 0) this.underWay.delete(name);
        else this.underWay.set(name, left);
      }
    };
  }

  private of(name: string): number {
    return this.underWay.get(name) ?? 0;
  }
}
