import type { KeyKind } from '../domain/key.ts';
import type { Statement } from '../domain/statement.ts';
import { something, trimmed } from './cell.ts';
import { sql } from './statement.ts';

const FULL_WIDTH = '０１２３４５６７８９＋－（）＊　．';
const HALF_WIDTH = '0123456789+-()* .';

/** The expression that gives a key the form under which it is compared: the same as `normalKey` in the domain. `ref` is any column. */
export function normal(kind: KeyKind, ref: Statement<never>): Statement<never> {
  const value = sql<never>`${ref}::VARCHAR`;
  const text = trimmed(value);
  if (kind === 'phone') return phone(value, text);
  if (kind === 'email') return email(text);
  return sql<never>`CASE WHEN regexp_full_match(${value}, '[0-9]+|[A-Za-z0-9_-]{7,}') THEN ${value} ELSE ${otherId(text)} END`;
}

function otherId(text: Statement<never>): Statement<never> {
  return sql<never>`CASE WHEN regexp_full_match(${text}, '[0-9]+\\.0') THEN left(${text}, length(${text}) - 2) ELSE ${something(text)} END`;
}

function phone(value: Statement<never>, text: Statement<never>): Statement<never> {
  const plain = sql<never>`trim(translate(${text}, ${FULL_WIDTH}, ${HALF_WIDTH}))`;
  const digits = sql<never>`regexp_replace(regexp_replace(${plain}, '\\.0$', ''), '[^0-9]', '', 'g')`;
  const number = sql<never>`CASE WHEN regexp_full_match(${digits}, '(0086|86|0)1[3-9][0-9]{9}') THEN right(${digits}, 11) ELSE ${digits} END`;
  return sql<never>`CASE WHEN regexp_full_match(${value}, '1[3-9][0-9]{9}') THEN ${value}
    WHEN contains(${plain}, '*') OR length(${number}) NOT BETWEEN 7 AND 15 OR replace(${number}, left(${number}, 1), '') = '' THEN NULL
    ELSE ${number} END`;
}

function email(text: Statement<never>): Statement<never> {
  const address = sql<never>`lower(replace(${text}, '＠', '@'))`;
  return sql<never>`CASE WHEN regexp_full_match(${address}, '[^\\s@*]+@[^\\s@*]+\\.[^\\s@*]+') THEN ${address} END`;
}
