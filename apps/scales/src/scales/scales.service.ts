import { Inject, Injectable } from '@nestjs/common';

import { HTML_CONTENT_SECURITY_POLICY, renderHtml, renderPdf } from '@passerelle/documents';
import { Clock, inQuotes, type Language, type LocalDate, parisDay } from '@passerelle/kernel';
import {
  PLATFORM_SETTINGS,
  type PlatformSettings,
  publicPathOf,
  SETTINGS,
} from '@passerelle/service-kit';

import type { ScalesSettings } from '../scales.settings.js';
import { type Catalogue, lastKnownDay, type ScaleEpoch } from './catalogue.js';
import { comparisonContent } from './comparison-content.js';
import { PreparedContent } from './prepared-content.view.js';
import type { PlainRead } from './plain-read.js';
import { READABLE_CODES } from './scale.js';
import { listContent } from './scale-list.js';
import { historyContent, scaleContent, seriesContent } from './scale-content.js';
import { scaleErrors } from './scales.errors.js';
import { sheet } from './sheet.js';
import { SnapshotService } from './snapshot.service.js';
import { endOfDay } from './timeline.js';

/** A moment of knowledge: the end of a day, or an instant; now when neither is given. */
export interface Knowledge {
  readonly knownOn?: LocalDate;
  readonly knownAt?: string;
}

export interface Asked extends Knowledge {
  readonly on?: LocalDate;
}

type Kind = 'parameter' | 'table';

/** The reads. All from memory: nothing here asks the database. */
@Injectable()
export class ScalesService {
  private readonly publicPath: string;

  constructor(
    private readonly snapshot: SnapshotService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ScalesSettings,
    @Inject(PLATFORM_SETTINGS) platform: PlatformSettings,
  ) {
    this.publicPath = publicPathOf(platform);
  }

  async list(asked: Asked): Promise<PreparedContent> {
    const catalogue = await this.snapshot.read();
    const now = this.clock.now().getTime();
    const instant = this.instant(asked, now);
    return listContent(catalogue, this.dayOf(asked, now), instant, this.publicPath);
  }

  scale(code: string, asked: Asked): PreparedContent | Promise<PreparedContent> {
    return this.with((catalogue) => {
      const { epoch, state, on } = this.find(catalogue, code, asked);
      return scaleContent(epoch, state, on);
    });
  }

  one(
    code: string,
    kind: Kind,
    key: string,
    asked: Asked,
  ): PreparedContent | Promise<PreparedContent> {
    return this.with((catalogue) => {
      const { epoch, on, first, last } = this.find(catalogue, code, asked);
      const known = epoch.find(key);
      if (known?.series.kind !== kind) throw this.unknownKey(epoch, code, kind);
      const content = seriesContent(epoch, known, on);
      if (!content) {
        throw scaleErrors.dateOutside({
          on,
          first: known.history[0]?.effectiveFrom ?? first,
          last,
        });
      }
      return content;
    });
  }

  /** A plain read, when it can be answered at once; undefined leaves it to the ordinary way. */
  plainly({ code, series, on }: PlainRead): PreparedContent | undefined {
    const catalogue = this.snapshot.fresh();
    if (!catalogue) return undefined;
    const now = this.clock.now().getTime();
    const day = on ?? this.today(now);
    if (code === undefined) return listContent(catalogue, day, now, this.publicPath);
    const epoch = catalogue.scales.get(code)?.epochAt(now);
    const state = epoch?.stateOf(day) ?? -1;
    if (!epoch || state < 0 || day > this.lastDay(epoch, now)) return undefined;
    if (series === undefined) return scaleContent(epoch, state, day);
    const known = epoch.find(series.key);
    return known?.series.kind === series.kind ? seriesContent(epoch, known, day) : undefined;
  }

  history(
    code: string,
    knowledge: Knowledge,
    key: string | undefined,
    superseded: boolean,
  ): PreparedContent | Promise<PreparedContent> {
    return this.with((catalogue) => {
      const epoch = this.epoch(catalogue, code, knowledge);
      if (key !== undefined && !epoch.find(key)) throw this.unknownKey(epoch, code);
      return historyContent(epoch, key ?? null, superseded);
    });
  }

  comparison(
    code: string,
    from: LocalDate,
    to: LocalDate,
    knowledge: Knowledge,
  ): PreparedContent | Promise<PreparedContent> {
    return this.with((catalogue) => {
      this.find(catalogue, code, { ...knowledge, on: to });
      const { epoch } = this.find(catalogue, code, { ...knowledge, on: from });
      return comparisonContent(catalogue, epoch, from, to);
    });
  }

  /** A readable page, and the policy it is to be shown under. */
  async html(
    code: string,
    asked: Asked,
    language: Language,
  ): Promise<{ page: string; policy: string }> {
    const document = await this.sheet(code, asked, language);
    return { page: renderHtml(document), policy: HTML_CONTENT_SECURITY_POLICY };
  }

  async pdf(code: string, asked: Asked, language: Language): Promise<Buffer> {
    return renderPdf(await this.sheet(code, asked, language));
  }

  private async sheet(code: string, asked: Asked, language: Language) {
    const catalogue = await this.snapshot.read();
    const { epoch, on } = this.find(catalogue, code, asked);
    const today = this.clock.today();
    const isPast = asked.knownOn !== undefined || asked.knownAt !== undefined;
    const knownOn = isPast ? parisDay(new Date(this.instant(asked, Infinity))) : null;
    return sheet(epoch, on, knownOn, this.settings.issuer, today, language);
  }

  private with<T>(use: (catalogue: Catalogue) => T): T | Promise<T> {
    const catalogue = this.snapshot.read();
    return catalogue instanceof Promise ? catalogue.then(use) : use(catalogue);
  }

  private epoch(catalogue: Catalogue, code: string, knowledge: Knowledge): ScaleEpoch {
    const record = catalogue.scales.get(code);
    if (!record) throw scaleErrors.unknownScale({ codes: inQuotes(READABLE_CODES) });
    const instant = this.instant(knowledge, this.clock.now().getTime());
    const epoch = record.epochAt(instant);
    if (epoch) return epoch;
    const first = record.instants[0];
    throw scaleErrors.nothingKnown({
      knownOn: parisDay(new Date(instant)),
      first: first === undefined ? '—' : parisDay(new Date(first)),
    });
  }

  private find(catalogue: Catalogue, code: string, asked: Asked) {
    const now = this.clock.now().getTime();
    const epoch = this.epoch(catalogue, code, asked);
    const on = this.dayOf(asked, now);
    const state = epoch.stateOf(on);
    const first = epoch.days[0] ?? on;
    const last = lastKnownDay(epoch, this.instant(asked, now));
    if (state < 0 || on > last) throw scaleErrors.dateOutside({ on, first, last });
    return { epoch, on, state, first, last };
  }

  /** Without a day: the day of what is known, which is today when nothing is said. */
  private dayOf(asked: Asked, now: number): LocalDate {
    if (asked.on !== undefined) return asked.on;
    const instant = this.instant(asked, now);
    return instant === now ? this.today(now) : parisDay(new Date(instant));
  }

  /** Never later than now: nothing is known of the future. */
  private instant({ knownOn, knownAt }: Knowledge, now: number): number {
    if (knownAt !== undefined) return Math.min(Date.parse(knownAt), now);
    return knownOn === undefined ? now : Math.min(endOfDay(knownOn), now);
  }

  /** The calendar is asked once a minute of the clock: on the hot path even that counts. */
  private today(now: number): LocalDate {
    const minute = Math.floor(now / 60_000);
    if (this.day?.minute !== minute) this.day = { minute, day: parisDay(new Date(now)) };
    return this.day.day;
  }
  private day: { readonly minute: number; readonly day: LocalDate } | undefined;

  private lastDay(epoch: ScaleEpoch, now: number): LocalDate {
    const known = this.lastDays.get(epoch);
    if (known !== undefined && known >= this.today(now)) return known;
    const day = lastKnownDay(epoch, now);
    this.lastDays.set(epoch, day);
    return day;
  }
  private readonly lastDays = new WeakMap<ScaleEpoch, LocalDate>();

  private unknownKey(epoch: ScaleEpoch, code: string, kind?: Kind) {
    const own = epoch.histories.filter(({ series }) => kind === undefined || series.kind === kind);
    return scaleErrors.unknownKey({
      code,
      keys: own.length === 0 ? '—' : inQuotes(own.map(({ series }) => series.key)),
    });
  }
}
