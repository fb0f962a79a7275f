import { MESSAGE_CHANNELS, type MessageChannel } from '@passerelle/contracts';
import { OneOf, PageQuery } from '@passerelle/http';

import { TEMPLATE_NAMES, type TemplateName } from '../templates/registry.js';
import { type MessageStatus, STATUSES } from '../messages/message.js';

export class MessagesQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true })
  status?: MessageStatus;

  @OneOf(TEMPLATE_NAMES, { optional: true })
  template?: TemplateName;

  @OneOf(MESSAGE_CHANNELS, { optional: true })
  channel?: MessageChannel;
}
