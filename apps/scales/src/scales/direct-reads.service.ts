import { Injectable, type OnModuleInit } from '@nestjs/common';

import { DirectReads } from '@passerelle/http';

import { type PlainRead, plainRead } from './plain-read.js';
import { ScalesService } from './scales.service.js';

const LIST = '/scales/v1/scales';
const SCALE = `${LIST}/:code`;
const PARAMETER = `${SCALE}/parameters/:key`;
const TABLE = `${SCALE}/tables/:key`;

/** Puts the plain reads, which come all day long, on the short way. */
@Injectable()
export class DirectScaleReads implements OnModuleInit {
  constructor(
    private readonly reads: DirectReads,
    private readonly scales: ScalesService,
  ) {}

  onModuleInit(): void {
    this.reads.add([LIST, SCALE, PARAMETER, TABLE], (url) => {
      const read = plainRead(url);
      const content = read && this.scales.plainly(read);
      if (!content) return undefined;
      return { route: routeOf(read), body: content.json };
    });
  }
}

function routeOf({ code, series }: PlainRead): string {
  if (code === undefined) return LIST;
  if (series === undefined) return SCALE;
  return series.kind === 'parameter' ? PARAMETER : TABLE;
}
