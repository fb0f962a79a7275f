import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';

import { CATEGORIES } from '../delay-rule/category.js';
import { type CategoryFigures, DELAY_RULE, type Week } from '../delay-rule/delay-rule.js';

/** Reads the figures of a week from the work items. */
@Injectable()
export class WorkItemsDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** The figures of a week by the rule of `delay-rule.ts`: each category, in the published order. */
  async figuresOf(week: Week): Promise<CategoryFigures[]> {
    return this.transactions.read<CategoryFigures>(
      `with started as (
         select category,
                count(*) as everything,
                count(*) filter (where urgent) as urgent,
                count(*) filter (where ordinary) as ordinary,
                percentile_disc($4::float8) within group (order by received_on) filter (where ordinary) as lower,
                percentile_disc($5::float8) within group (order by received_on) filter (where ordinary) as upper,
                min(received_on) filter (where ordinary) as first,
                max(received_on) filter (where ordinary) as last
         from (select category, received_on, urgent, not (urgent or resumed or automatic) as ordinary
               from work_items
               where started_at >= $1 and started_at < $2 and received_on is not null) as begun
         group by category
       ), waiting as (
         select category, min(received_on) as oldest
         from work_items
         where received_on <= $3
           and (started_at is null or started_at >= $2)
           and (completed_at is null or completed_at >= $2)
         group by category
       )
       select category,
              case when ordinary < $6::integer then first else lower end as "arrivedFrom",
              case when ordinary < $6::integer then last else upper end as "arrivedTo",
              oldest as "oldestWaitingOn",
              coalesce(ordinary, 0) as started,
              round(urgent::numeric / everything, 4)::text as "urgentShare"
       from unnest($7::text[]) with ordinality as wanted (category, position)
       left join started using (category)
       left join waiting using (category)
       order by position`,
      [
        week.from.toISOString(),
        week.until.toISOString(),
        week.lastDay satisfies LocalDate,
        DELAY_RULE.lower,
        DELAY_RULE.upper,
        DELAY_RULE.smallSet,
        [...CATEGORIES],
      ],
    );
  }
}
