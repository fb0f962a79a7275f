import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import { enforce, found, ReferralDesk } from '../referrals/referral-desk.service.js';
import { addressedNames, questionPolicy } from '../referrals/referrals.policy.js';
import { ReferralsRepository } from '../referrals/referrals.repository.js';
import { InformationRequestRow } from './information-request.entity.js';
import {
  type AnswerInformation,
  type AskInformation,
  type InformationRequestsView,
  type InformationRequestView,
  requestView,
} from './information-requests.dto.js';
import { InformationRequestsRepository } from './information-requests.repository.js';
import { questionAnswerMove, questionMove } from './question-moves.js';

@Injectable()
export class InformationRequestsService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly referrals: ReferralsRepository,
    private readonly requests: InformationRequestsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  ask(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: AskInformation,
  ): Promise<InformationRequestView> {
    return this.desk.change(actor, id, 'ask_question', expected, async (open) => {
      const { referral, tx, today } = open;
      const { addressee, dueOn } = command;
      const usual = dueOn < today ? (referral.openedOn ?? dueOn) : today;
      const row = Object.assign(new InformationRequestRow(), {
        id: newId(),
        referralId: id,
        addressee,
        addresseeName: addressee === 'beneficiary' ? null : (command.addresseeName ?? null),
        question: command.question,
        askedOn: command.askedOn ?? usual,
        dueOn,
        answer: null,
        answeredOn: null,
      });
      const move = questionMove(referral, row, await this.requests.of(id), today);
      await this.requests.insert(tx, row);
      await this.desk.take(open, move);
      return requestView(row, today);
    });
  }

  /** By its addressee, or by a mediator who records an answer that came otherwise. */
  answer(
    actor: Actor,
    id: string,
    requestId: string,
    expected: ExpectedVersions,
    command: AnswerInformation,
  ): Promise<InformationRequestView> {
    return this.transactions.run(async (tx) => {
      const referral = found(await this.referrals.byIdForChange(tx, id));
      const known = await this.requests.of(id);
      const row = found(known.find((request) => request.id === requestId) ?? null);
      enforce(questionPolicy(actor, 'answer_question', referral, row));
      const today = this.clock.today();
      const open = { tx, referral, actor, today };
      assertExpected(expected, referral.version);
      const others = known.filter((request) => request !== row);
      const move = questionAnswerMove(referral, row, command, others, today);
      Object.assign(row, { answer: command.text, answeredOn: command.answeredOn });
      await this.requests.answer(tx, row);
      await this.desk.take(open, move);
      return requestView(row, today);
    });
  }

  /** The questions of a case: all for mediators, those put to the caller for everyone else. */
  of(actor: Actor, id: string): Promise<InformationRequestsView> {
    return this.transactions.run(async (tx) => {
      const referral = found(await this.referrals.byId(id));
      const rows = (await this.requests.of(id)).filter(
        (row) => questionPolicy(actor, 'read_question', referral, row) === 'allowed',
      );
      if (rows.length === 0 && !actor.roles.includes('mediator')) throw requestErrors.unknownId();
      await this.desk.recordReads(tx, actor, [id], 'questions');
      const today = this.clock.today();
      return { items: rows.map((row) => requestView(row, today)) };
    });
  }

  /** What is expected of the service or partner for which the caller works. */
  putTo(actor: Actor, limit: number, after?: string): Promise<Page<InformationRequestView>> {
    return this.transactions.run(async (tx) => {
      const page = await this.requests.putTo(addressedNames(actor), limit, after);
      const ids = [...new Set(page.items.map((row) => row.referralId))];
      await this.desk.recordReads(tx, actor, ids, 'questions');
      const today = this.clock.today();
      return { ...page, items: page.items.map((row) => requestView(row, today)) };
    });
  }
}
