import { describe, expect, it } from 'vitest';
import { Fault, faultOf } from '../../src/domain/fault.ts';

describe('what was thrown, as a code', () => {
  it('comes back from a worker, where only the message is left', () => {
    const { message } = new Fault('engine-crashed', 'memory access out of bounds');
    expect(faultOf(new Error(message))).toEqual({ code: 'engine-crashed', detail: 'memory access out of bounds' });
    expect(faultOf(new Error(new Fault('read-only').message))).toEqual({ code: 'read-only', detail: '' });
  });

  it('is known by the names that browsers and the store give it', () => {
    expect(faultOf(new DOMException('x', 'QuotaExceededError')).code).toBe('no-space');
    const full = Object.assign(new Error('Transaction aborted\n QuotaExceededError'), { name: 'AbortError' });
    expect(faultOf(full).code).toBe('no-space');
    expect(faultOf(new DOMException('x', 'AbortError')).code).toBe('cancelled');
    expect(faultOf(Object.assign(new Error('Key already exists'), { name: 'ConstraintError' })).code).toBe('conflict');
    expect(faultOf(new TypeError('Failed to fetch dynamically imported module: a.js')).code).toBe('not-fetched');
    expect(faultOf(new Error('Out of Memory Error: could not allocate')).code).toBe('out-of-memory');
  });

  it('is `failed` with its text where nothing else is known, whatever was thrown', () => {
    expect(faultOf(new Error('Binder Error: no such column'))).toEqual({
      code: 'failed',
      detail: 'Binder Error: no such column',
    });
    expect(faultOf('word: text').code).toBe('failed');
    expect(faultOf(null)).toEqual({ code: 'failed', detail: 'null' });
  });
});
