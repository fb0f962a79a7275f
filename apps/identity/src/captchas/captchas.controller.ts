import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';

import { CaptchaView } from './captcha.view.js';
import { CaptchasService } from './captchas.service.js';

@ApiTags('captchas')
@Public()
@Controller('v1/captchas')
export class CaptchasController {
  constructor(private readonly captchas: CaptchasService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'A proof of work for the browser (ALTCHA): the person sees, reads and hears nothing',
  })
  @ApiOkResponse({ type: CaptchaView })
  create(): Promise<CaptchaView> {
    return this.captchas.create();
  }
}
