import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import {
  dayOfAct,
  enforce,
  found,
  ReferralAccessService,
} from '../referrals/referral-access.service.js';
import { addressOf, questionReachOf } from './addressee.js';
import { InformationRequest } from './information-request.entity.js';
import {
  type InformationRequestsView,
  informationRequestView,
  type InformationRequestView,
} from './information-request.view.js';
import { InformationRequestsDirectory } from './information-requests.directory.js';
import type { AnswerInformation, AskInformation } from './information-requests.dto.js';
import { questionPolicy } from './information-requests.policy.js';
import { InformationRequestsRepository } from './information-requests.repository.js';
import { questionAnswerMove, questionMove } from './question-moves.js';

@Injectable()
export class InformationRequestsService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly requests: InformationRequestsRepository,
    private readonly directory: InformationRequestsDirectory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  ask(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: AskInformation,
  ): Promise<InformationRequestView> {
    return this.access.change(actor, id, 'ask_question', expected, async (open) => {
      const { referral, tx, today } = open;
      const { addressee, addresseeName = null, addresseeService = null } = command;
      const { question, dueOn } = command;
      // A due day in the past means that a past case is being recorded.
      const usual = dueOn < today ? (referral.openedOn ?? dueOn) : today;
      const request = Object.assign(new InformationRequest(), {
        id: newId(),
        referralId: id,
        ...addressOf({ addressee, addresseeName, addresseeService }),
        question,
        askedOn: command.askedOn ?? usual,
        dueOn,
        answer: null,
        answeredOn: null,
      });
      const others = await this.directory.ofReferral(id);
      const move = questionMove(referral, request, others, today);
      await this.requests.insert(tx, request);
      await this.access.apply(open, move);
      return informationRequestView(request, today);
    });
  }

  /** The addressee answers, or a mediator records an answer that came by another way. */
  answer(
    actor: Actor,
    id: string,
    requestId: string,
    expected: ExpectedVersions,
    command: AnswerInformation,
  ): Promise<InformationRequestView> {
    return this.access.hold(actor, id, async (open) => {
      const { referral, tx, today } = open;
      const known = await this.directory.ofReferral(id);
      const request = found(known.find((each) => each.id === requestId));
      enforce(questionPolicy(open.actor, 'answer_question', referral, request));
      assertExpected(expected, referral.version);
      const others = known.filter((each) => each !== request);
      const { text: answer } = command;
      const answeredOn = dayOfAct(open, 'answeredOn', command.answeredOn);
      const move = questionAnswerMove(referral, request, { answeredOn }, others, today);
      const answered = await this.requests.answer(tx, request, { answer, answeredOn });
      await this.access.apply(open, move);
      return informationRequestView(answered, today);
    });
  }

  /** The questions of a case: all for mediators, those put to the caller for other callers. */
  ofReferral(actor: Actor, id: string): Promise<InformationRequestsView> {
    return this.transactions.run(async (tx) => {
      const referral = await this.access.byId(id);
      const caller = await this.access.callerOn(actor, referral);
      const shown = (await this.directory.ofReferral(id)).filter(
        (request) => questionPolicy(caller, 'read_question', referral, request) === 'allowed',
      );
      if (shown.length === 0 && !actor.roles.includes('mediator')) throw requestErrors.unknownId();
      this.access.recordReads(tx, actor, [id], 'questions');
      const today = this.clock.today();
      return { items: shown.map((request) => informationRequestView(request, today)) };
    });
  }

  /** The questions that the service or the partner of the caller has to answer. */
  putTo(actor: Actor, limit: number, after?: string): Promise<Page<InformationRequestView>> {
    return this.transactions.run(async (tx) => {
      const reach = questionReachOf(actor);
      if (reach === null) return { items: [], next: null };
      const page = await this.requests.page(reach, limit, after);
      const ids = [...new Set(page.items.map(({ referralId }) => referralId))];
      this.access.recordReads(tx, actor, ids, 'questions');
      const today = this.clock.today();
      return { ...page, items: page.items.map((each) => informationRequestView(each, today)) };
    });
  }
}
