import { dataText } from './evaluation-data.ts';

/** Telco churn as columns under the protocol of telco_splits.json: blank TotalCharges = 0, one column per level, none dropped. */
export function telco(): { names: string[]; columns: Float64Array[]; y: Float64Array; splits: TelcoSplit[] } {
  const protocol = JSON.parse(dataText('methods/telco_splits.json')) as { columns: string[]; splits: TelcoSplit[] };
  const [header, ...lines] = dataText('telco_churn/Telco-Customer-Churn.csv').trim().split(/\r?\n/);
  const fields = header!.split(',');
  const rows = lines.map((line) => line.split(','));
  const columns = protocol.columns.map((name) => {
    const whole = fields.indexOf(name);
    if (whole >= 0) return Float64Array.from(rows, (row) => Number(row[whole]!.trim()));
    const cut = name.indexOf('_');
    const field = fields.indexOf(name.slice(0, cut));
    return Float64Array.from(rows, (row) => (row[field] === name.slice(cut + 1) ? 1 : 0));
  });
  const churn = fields.indexOf('Churn');
  return {
    names: protocol.columns,
    columns,
    y: Float64Array.from(rows, (row) => (row[churn] === 'Yes' ? 1 : 0)),
    splits: protocol.splits,
  };
}

export interface TelcoSplit {
  test_rows: number[];
  auc_logistic: number;
  'auc_hgb_100x_depth3_lr.1': number;
  auc_gbc_default: number;
}
