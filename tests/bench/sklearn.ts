import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** What a fit took, ms, and how good it is (inertia, AUC, objective or ln L). */
export interface Fit {
  readonly ms: number;
  readonly score: number;
  readonly iterations?: number;
  readonly rows?: number;
}

/** Pythons that are tried, the first with scikit-learn is taken. */
const PYTHONS = [process.env.PYTHON, '/usr/bin/python3', 'python3', 'python'].filter((one) => one !== undefined);

/** scikit-learn and SciPy in a process of their own, one thread, the reference of the models. */
export class Sklearn {
  readonly #waiting: ((line: string) => void)[] = [];
  #complaint = '';

  readonly #ended: Promise<never>;

  private constructor(
    readonly process: ChildProcessWithoutNullStreams,
    /** Versions, and which BLAS at which speed. */
    public about = '',
  ) {
    this.#ended = new Promise((_, reject) => {
      process.on('error', reject);
      process.on('exit', (code) => reject(new Error(`python ended (${code}): ${this.#complaint}`)));
    });
    this.#ended.catch(() => undefined);
    process.stdin.on('error', () => undefined);
    process.stderr.on('data', (bytes) => (this.#complaint = `${this.#complaint}${bytes}`.slice(-600)));
    createInterface({ input: process.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
  }

  /** Null where no Python has them. */
  static async open(): Promise<Sklearn | null> {
    for (const python of PYTHONS) {
      const opened = new Sklearn(spawn(python, [join('tests', 'bench', 'reference.py')], { stdio: 'pipe' }));
      const line = await Promise.race([opened.#ask({ task: 'about' }), opened.#ended]).catch(() => null);
      if (line === null) continue;
      opened.about = (JSON.parse(line) as { about: string }).about;
      return opened;
    }
    return null;
  }

  async fit(task: Readonly<Record<string, string | number>>): Promise<Fit> {
    return JSON.parse(await Promise.race([this.#ask(task), this.#ended])) as Fit;
  }

  close(): void {
    this.process.stdin.end();
  }

  #ask(task: object): Promise<string> {
    this.process.stdin.write(`${JSON.stringify(task)}\n`);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
