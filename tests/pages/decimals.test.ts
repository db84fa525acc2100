import { expect, it } from 'vitest';
import { plainDecimals } from '../../src/pages/source/decimals.ts';

it('keeps the decimals that some cell needs, in every cell, so that the points line up', () => {
  expect(plainDecimals(['42.9000', '189.0000', null, '-0.2500'])).toEqual(['42.90', '189.00', '', '-0.25']);
});

it('leaves whole numbers without a point, and never touches zeros before it', () => {
  expect(plainDecimals(['100.0000', '20.000'])).toEqual(['100', '20']);
  expect(plainDecimals(['100', '2050'])).toEqual(['100', '2050']);
});
