export {
  CONTENT_ENCRYPTION,
  KEY_AGREEMENT,
  MessageSealer,
  type Seal,
  sealedMessageSettings,
} from './message-sealer.js';
export { MessageSender } from './message-sender.js';
