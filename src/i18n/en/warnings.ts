/** Messages about: what must be known of a table before its figures are trusted. */
export const warnings = {
  'warning.region': 'To know before you trust the figures',
  'warning.named': '{name}: {said}',
  'warning.lost': {
    one: 'One of {all} rows was left out ({share}).',
    other: '{n} of {all} rows were left out ({share}).',
  },
  'warning.mended': {
    one: 'One of {all} rows had more cells than the header has columns, and was put together again.',
    other: '{n} of {all} rows had more cells than the header has columns, and were put together again ({share}).',
  },
  'warning.cells': {
    one: 'One cell could not be read and stays empty.',
    other: '{n} cells could not be read and stay empty, in a table of {all} rows.',
  },
  'warning.unreadable': {
    one: 'One character could not be read and shows as �.',
    other: '{n} characters could not be read and show as �.',
  },
  'warning.nameless': 'These columns have no names: say what they mean.',
  'warning.currencies': 'Amounts are written in several currencies ({text}).',
  'warning.future': 'In {column} there are dates after the day on which the file was added (the last is {text}).',
  'warning.cut-short': 'In {column} a spreadsheet cut the numbers short (such as {text}): their last digits are lost.',
  'warning.long-number':
    'In {column} the numbers have more than 15 digits (such as {text}): a spreadsheet may have lost the last ones.',
  'warning.no-rows': 'There are names of columns, but no row below them.',
  'warning.why-too-many-columns':
    'They have more cells than the header has columns: most likely a {mark} stands inside a text without quotation marks (first in line {line}: {text}). Where it belongs cannot be told for certain.',
  'warning.why-open-quote': 'A quotation mark opens and never closes (first in line {line}: {text}).',
  'warning.why-line-too-long': 'The line is longer than 2 MB (first in line {line}).',
  'warning.why-unreadable-line': 'Quotation marks stand where no cell begins or ends (first in line {line}: {text}).',
  'warning.why-cells-joined':
    'A {mark} stood inside a text without quotation marks (first in line {line}, column {column}). Cells were joined only where one way fits every column.',
  'warning.why-not-a-number': 'In {column} they are no numbers (first in line {line}: {text}).',
  'warning.why-not-a-date': 'In {column} they are no dates (first in line {line}: {text}).',
  'warning.why-not-a-boolean': 'In {column} they are neither yes nor no (first in line {line}: {text}).',
  'warning.why-out-of-range': 'In {column} they are too large to keep (first in line {line}: {text}).',
  'warning.do-lost':
    'No figure knows of these rows. Export again with texts in quotation marks, or as XLSX, and add the new file.',
  'warning.do-mended':
    'Their rows count. Each is listed as it stood; if one is wrong, put its text in quotation marks in the file and add it again.',
  'warning.do-cells': 'Their rows count, without these cells. Look at them, and mend the file where it matters.',
  'warning.do-unreadable':
    'Texts such as names may lack characters; amounts and times are hardly ever concerned. Export again in one encoding (UTF-8), or as XLSX, and add the new file.',
  'warning.do-nameless':
    'What could be guessed from their values is filled in. Look at it, change what is wrong, and confirm once.',
  'warning.do-currencies':
    'They are added up as they stand, not converted. Export them in one currency and add the new file, or put each currency into a workspace of its own.',
  'warning.do-future':
    'The as-of day follows the last date, so that everybody seems to have stayed away for long. Mend the dates in the file, or choose another as-of day above.',
  'warning.do-cut-short':
    'Numbers that differed became the same, so the guess does not tell orders or customers apart by them. Make the column text in the spreadsheet, export again and add the new file.',
  'warning.do-long-number':
    'Numbers that differed may have become the same. Make the column text in the spreadsheet, export again and add the new file.',
  'warning.do-no-rows': 'Check that the right period or sheet was exported, and add the file again.',
  'warning.look': 'Look at the rows',
  'warning.open': 'Open the table',
  'warning.say': 'Say what they mean',
  'warning.mark-comma': 'comma',
  'warning.mark-semicolon': 'semicolon',
  'warning.mark-tab': 'tab',
  'warning.mark-bar': 'vertical bar',
  'warning.mark-other': 'delimiter',
  'zone.label': 'Clock for its times',
  'zone.as-written': 'As written in the file ({clock})',
  'zone.device': '{zone} (this device)',
  'zone.about-utc':
    'The file gives its times in UTC ({columns}). Figures are on the clock chosen here; the examples below are in UTC.',
  'zone.about-offset':
    'The times in the file say how far they are from UTC ({columns}). Figures are on the clock chosen here; the examples below are in UTC.',
} as const;
