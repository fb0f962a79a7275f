import { Inject, Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { SETTINGS } from '@passerelle/service-kit';

import type { NotificationsSettings } from '../notifications.settings.js';
import type { Channel } from './channel.js';
import { EmailChannel } from './email.channel.js';
import { HttpSmsGateway } from './http-sms.gateway.js';
import { LetterChannel } from './letter.channel.js';
import { SmsChannel } from './sms.channel.js';

/** The channels with the transports that the settings give them. */
@Injectable()
export class Channels {
  readonly letter: LetterChannel;
  private readonly all: Readonly<Record<MessageChannel, Channel>>;

  constructor(@Inject(SETTINGS) settings: NotificationsSettings) {
    const { smsUrl, smsToken, smsSender, smsIdempotent, lettersFolder } = settings;
    const gateway =
      smsUrl === null
        ? null
        : new HttpSmsGateway({
            url: smsUrl,
            token: smsToken,
            sender: smsSender,
            idempotent: smsIdempotent,
          });
    this.letter = new LetterChannel(lettersFolder);
    this.all = {
      email: new EmailChannel(settings),
      sms: new SmsChannel(gateway),
      letter: this.letter,
    };
  }

  of(channel: MessageChannel): Channel {
    return this.all[channel];
  }

  configured(channel: MessageChannel): boolean {
    return this.all[channel].configured;
  }
}
