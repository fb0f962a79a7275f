import { Injectable, type OnModuleInit } from '@nestjs/common';

import { DirectReads } from '@passerelle/http';

import { plainRead } from './plain-read.js';
import { ScalesService } from './scales.service.js';

const SCALE = '/scales/v1/scales/:code';
const PARAMETER = '/scales/v1/scales/:code/parameters/:key';

/** Puts the plain reads, which come all day long, on the short way. */
@Injectable()
export class DirectScaleReads implements OnModuleInit {
  constructor(
    private readonly reads: DirectReads,
    private readonly scales: ScalesService,
  ) {}

  onModuleInit(): void {
    this.reads.add([SCALE, PARAMETER], (url) => {
      const read = plainRead(url);
      const content = read && this.scales.plainly(read);
      if (!content) return undefined;
      return { route: read.key === undefined ? SCALE : PARAMETER, body: content.json };
    });
  }
}
