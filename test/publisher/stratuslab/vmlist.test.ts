import { describe, expect, it } from 'vitest';
import { readVmlist } from '../../../src/publisher/stratuslab/vmlist.ts';

const UBUNTU = 'LHfKVPoHcv4oMirHU0KuOQc-TvI';
const COREOS = 'ME4iRTemHRwhABKV5AgrkQfDerA';

describe("glance_manager's vmlist", () => {
  it("glance_manager's vmlist has one identifier on each line, in order", () => {
    expect(readVmlist(`${COREOS}\n${UBUNTU}\n`)).toEqual({ identifiers: [COREOS, UBUNTU], warnings: [] });
  });

  it("glance_manager's vmlist may have blank lines and comments, with any line ends", () => {
    expect(readVmlist(`\ufeff# ours\r\n\r\n  \t\r\n  ${UBUNTU}  \r\n#${COREOS}`)).toEqual({
      identifiers: [UBUNTU],
      warnings: [],
    });
  });

  it("glance_manager's vmlist gives warnings for repeated lines and lines with a space inside, which are skipped", () => {
    const { identifiers, warnings } = readVmlist(`${UBUNTU}\n${COREOS} CoreOS\n${UBUNTU}\n`);
    expect(identifiers).toEqual([UBUNTU]);
    expect(warnings).toEqual([
      `line 2 of the list is skipped: it has a space inside: "${COREOS} CoreOS"`,
      `line 3 of the list is skipped: it repeats ${UBUNTU}`,
    ]);
  });

  it("glance_manager's vmlist is refused with any other line, because its image would be pruned", () => {
    expect(() => readVmlist(`${UBUNTU}\nLHfKVPoHcv4oMirHU0KuOQc\n`)).toThrow(
      'line 2 of the list is not a marketplace identifier: "LHfKVPoHcv4oMirHU0KuOQc"',
    );
  });
});
