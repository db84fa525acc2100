import type { BacktestReport, BacktestTask, ReachedReport } from '../api/backtest.ts';
import type { EngineDoor } from '../api/compute.ts';
import { pairedShares } from '../models/paired-shares.ts';
import { wilsonInterval } from '../models/wilson.ts';
import { readColumns } from './columns.ts';

/** Compares the lists at one length: who of them bought, what they paid, and by how much each is ahead of the first. */
export async function runBacktest(engine: EngineDoor, task: BacktestTask): Promise<BacktestReport> {
  const flags = Array.from({ length: task.lists }, (_, i) => `in_${i}`);
  const lefts = Array.from({ length: task.leaverLists }, (_, i) => `left_${i}`);
  const id = 'backtest';
  const bought = readColumns(await engine.query(id, task.buyers), ['revenue', ...flags]);
  const gone = readColumns(await engine.query(id, task.leavers), lefts);
  const money = bought['revenue']!;
  const lists = flags.map((name) => bought[name]!);
  const buyers = money.length;
  const revenue = money.reduce((sum, value) => sum + value, 0);
  const { differences, resamples } = pairedShares(money, lists, { seed: task.seed });
  return {
    k: task.k,
    buyers,
    revenue,
    resamples,
    lists: lists.map((list, i) => {
      const paid = money.reduce((sum, value, j) => sum + value * list[j]!, 0);
      const reached = list.reduce((sum, value) => sum + value, 0);
      return {
        ...reachedOf(reached, { listed: Math.min(task.k, task.customers), happened: buyers, all: task.customers }),
        revenue: paid,
        revenueShare: revenue > 0 ? paid / revenue : 0,
        ahead: i === 0 ? null : differences[i - 1]!,
      };
    }),
    leaverLists: lefts.map((name) =>
      reachedOf(gone[name]![0] ?? 0, { listed: Math.min(task.k, task.active), happened: task.left, all: task.active }),
    ),
  };
}

function reachedOf(
  reached: number,
  { listed, happened, all }: { listed: number; happened: number; all: number },
): ReachedReport {
  const share = listed > 0 ? reached / listed : 0;
  return {
    listed,
    reached,
    precision: { share, ...wilsonInterval(reached, listed) },
    recall: happened > 0 ? reached / happened : 0,
    lift: happened > 0 && all > 0 ? share / (happened / all) : 0,
  };
}
