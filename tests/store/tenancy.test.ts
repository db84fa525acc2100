import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tenancy, type Word } from '../../src/store/tenancy.ts';
import { FakeLocks } from './locks.ts';

/** A BroadcastChannel whose messages arrive in the next turn; a deaf one is a frozen tab. */
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: ((event: { data: Word }) => void) | null = null;
  deaf = false;
  constructor() {
    FakeChannel.all.push(this);
  }
  postMessage(data: Word): void {
    for (const other of FakeChannel.all)
      if (other !== this) queueMicrotask(() => !other.deaf && other.onmessage?.({ data }));
  }
  close(): void {
    FakeChannel.all = FakeChannel.all.filter((one) => one !== this);
  }
}

let locks: FakeLocks;
let channels: FakeChannel[];

function tab(): Tenancy {
  return new Tenancy(
    () => locks as unknown as LockManager,
    () => {
      const channel = new FakeChannel();
      channels.push(channel);
      return channel as unknown as BroadcastChannel;
    },
  );
}

const turns = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Enters as a second tab does: it waits a moment for the lock. */
async function entered(one: Tenancy): Promise<string> {
  const entering = one.enter('w');
  await turns(300);
  return entering;
}

beforeEach(() => {
  vi.useFakeTimers();
  locks = new FakeLocks();
  channels = [];
  FakeChannel.all = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one tab owns a workspace', () => {
  it('the first writes, the second reads, and cannot save', async () => {
    const [a, b] = [tab(), tab()];
    expect(await entered(a)).toBe('writing');
    expect(await entered(b)).toBe('reading');
    const save = vi.fn(async () => 1);
    await expect(b.write('w', save)).rejects.toThrow('read-only');
    expect(save).not.toHaveBeenCalled();
    expect(await a.write('w', save)).toBe(1);
  });

  it('other workspaces are others’', async () => {
    const [a, b] = [tab(), tab()];
    await entered(a);
    expect(await b.enter('v')).toBe('writing');
  });

  it('a save is told to those that follow, a failed one is not', async () => {
    const [a, b] = [tab(), tab()];
    const heard: Word[] = [];
    b.onword = (word) => heard.push(word);
    await entered(a);
    await entered(b);
    heard.length = 0;
    await a.write('w', async () => undefined);
    await expect(
      a.write('w', async () => {
        throw new Error('full');
      }),
    ).rejects.toThrow('full');
    await turns();
    expect(heard).toEqual([{ kind: 'saved', workspace: 'w' }]);
  });

  it('when the owner leaves, the next one owns', async () => {
    const [a, b] = [tab(), tab()];
    const stands: string[] = [];
    b.onstand = (_, stand) => stands.push(stand);
    await entered(a);
    await entered(b);
    a.leave('w');
    await turns();
    expect(b.stand('w')).toBe('writing');
    expect(stands).toEqual(['writing']);
  });

  it('who leaves while it saves keeps the lock until that is done', async () => {
    const [a, b] = [tab(), tab()];
    await entered(a);
    await entered(b);
    let done: () => void = () => undefined;
    const saving = a.during('w', () => new Promise<void>((resolve) => (done = resolve)));
    a.leave('w');
    await turns();
    expect(b.stand('w')).toBe('reading');
    done();
    await saving;
    await turns();
    expect(b.stand('w')).toBe('writing');
  });
});

describe('taking over', () => {
  it('the owner hands over, and reads from then on', async () => {
    const [a, b] = [tab(), tab()];
    await entered(a);
    await entered(b);
    b.take('w');
    expect(b.stand('w')).toBe('waiting');
    await turns();
    expect([a.stand('w'), b.stand('w')]).toEqual(['reading', 'writing']);
    a.take('w');
    await turns();
    expect([a.stand('w'), b.stand('w')]).toEqual(['writing', 'reading']);
  });

  it('the owner finishes what it is saving first, however long that takes', async () => {
    const [a, b] = [tab(), tab()];
    await entered(a);
    await entered(b);
    let done: () => void = () => undefined;
    const saving = a.during('w', () => new Promise<void>((resolve) => (done = resolve)));
    b.take('w');
    await turns(60_000);
    expect([a.stand('w'), b.stand('w')]).toEqual(['reading', 'waiting']);
    await a.write('w', async () => undefined); // a later part of the same work
    done();
    await saving;
    await turns();
    expect([a.stand('w'), b.stand('w')]).toEqual(['reading', 'writing']);
  });

  it('a third tab gets it too, though another stood before it in the queue', async () => {
    const [a, b, c] = [tab(), tab(), tab()];
    for (const one of [a, b, c]) await entered(one);
    c.take('w');
    await turns(100);
    expect([a.stand('w'), b.stand('w'), c.stand('w')]).toEqual(['reading', 'reading', 'writing']);
  });

  it('a frozen owner loses it, and knows when it wakes', async () => {
    const [a, b] = [tab(), tab()];
    await entered(a);
    await entered(b);
    channels[0]!.deaf = true;
    b.take('w');
    await turns(1_000);
    expect(b.stand('w')).toBe('waiting');
    await turns(4_000);
    expect([a.stand('w'), b.stand('w')]).toEqual(['reading', 'writing']);
    await expect(a.write('w', async () => undefined)).rejects.toThrow('read-only');
  });
});
