import * as compute from '../bridge/compute.ts';
import * as engine from '../bridge/engine.ts';
import type { Running } from '../bridge/engine.ts';
import { DEFAULT_LABEL_MODEL, labelContent, type LabelModel } from '../domain/label-model.ts';
import type { Scope } from '../domain/scope.ts';
import { nameField } from '../i18n/field-name.ts';
import { t } from '../i18n/text.ts';
import { permit } from '../sql/guard.ts';
import { labelRows, personsBySource } from '../sql/label.ts';
import { scoredTable } from '../sql/scored.ts';
import type { ClassifierMemory, DriftReport, ScoreReport } from '../../workers/compute/api/contest.ts';
import type { LabelLearned, LabelRefusal, LabelReport } from '../../workers/compute/api/label.ts';
import { Fitted, originOf, type Learned, type Made, type Origin } from './fitted.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { query } from './query.ts';

export type { LabelRefusal, LabelReport } from '../../workers/compute/api/label.ts';

/** What a label model keeps of what it has learned. */
interface LabelMemory {
  readonly text: ClassifierMemory;
  readonly report: LabelReport;
}

/** Who is likely to have the label: the table (absent where the model refused), and what it says of itself. */
export interface LabelResult extends Made<LabelModel> {
  readonly report: LabelReport | LabelRefusal;
  /** Names of the features, in the order in which reasons number them from 1. */
  readonly features: readonly string[];
  readonly origin: Origin | null;
  /** How far the customers have moved since the model was learned; null on the day itself. */
  readonly drift: readonly DriftReport[] | null;
}

class Label extends Fitted<LabelModel, LabelResult, LabelMemory> {
  protected override readonly remembers = true;

  protected content(model: LabelModel): string {
    return labelContent(model);
  }

  /** It asks for no orders, only for a label. */
  override applies(): boolean {
    return this.model.label !== '';
  }

  protected override data(scope: Scope): string {
    const { table } = this.model;
    return table ? `${scope.profile}|${table.source}|${table.load}` : scope.profile;
  }

  protected fit(
    table: string,
    scope: Scope,
    model: LabelModel,
    learned: Learned<LabelMemory> | null,
  ): Promise<LabelResult> {
    return jobs.run('model', '', async (progress, call) => {
      const said = { table, asOf: scope.asOf, model, features: [], origin: null, drift: null };
      const { table: chosen } = model;
      const persons = chosen ? await query(personsBySource(), 'model') : [];
      if (chosen && !persons.some(({ source }) => source === chosen.source))
        return { ...said, report: { ok: false, reason: 'no-rows', detail: {} }, refused: true };
      const columns = `${table}_columns`;
      const run = <R>(running: Running<R>): Promise<R> => {
        this.stop = () => running.cancel();
        return call(running).finally(() => (this.stop = null));
      };
      let made: LabelResult;
      if (learned) {
        const { text, report } = learned.memory;
        const features = model.features.filter(({ name }) => report.features.includes(name));
        const rows = permit(labelRows(model, features, scope.profile), 'model');
        const { scored, drift }: ScoreReport = await run(
          compute.score({ into: columns, memory: text, rows }, progress),
        );
        made = {
          ...said,
          report: { ...report, rows: { ...report.rows, scored } },
          features: report.features,
          origin: originOf(learned),
          drift: learned.data === this.data(scope) ? null : drift,
        };
      } else {
        const rows = permit(labelRows(model, model.features, scope.profile), 'model');
        const features = model.features.map(({ name }) => name);
        const task = { into: columns, features, rows, testShare: model.testShare, seed: model.seed };
        const answer: LabelLearned | LabelRefusal = await run(compute.label(task, progress));
        if (answer.ok) {
          const { report, memory: text } = answer;
          const origin = originOf(await this.remember(scope, model, { text, report }));
          made = { ...said, report, features: report.features, origin };
        } else made = { ...said, report: answer, refused: true };
      }
      const steps = made.report.ok ? [scoredTable(table, columns, 'p_label')] : [];
      for (const plan of this.plans(made, steps, [columns]))
        await call(engine.materialise(this.workspace, plan, () => undefined));
      return made;
    });
  }
}

/** Whether customers have a label of the reader's own, by the workspace's saved model. */
export const label = new Label('label', DEFAULT_LABEL_MODEL);

nameField('predicted.p_label', () => {
  const model = label.result?.model ?? label.model;
  return model.label ? t('label.field', { label: model.label, event: model.event }) : null;
});
