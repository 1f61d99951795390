import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  contains,
  networkProblem,
  parseAddress,
  parseNetwork,
} from '../../../src/core/detections/normal/networks.js';
import { organizationOf, organizationProblem } from '../../../src/core/detections/normal/organizations.js';
import {
  findTicket,
  parseTicketPattern,
  ticketPatternProblem,
} from '../../../src/core/detections/normal/ticketPattern.js';
import {
  fitsName,
  namePatternProblem,
  parseNamePattern,
} from '../../../src/core/detections/normal/wildcards.js';
import { readSettings } from '../../../src/core/readSettings.js';
import { DEFAULT_SETTINGS, LIMITS, LIST_SETTINGS, THRESHOLD_SETTINGS } from '../../../src/core/settings.js';

describe('Ticket patterns', () => {
  const ticket = (pattern: string, text: string) => findTicket(parseTicketPattern(pattern), text);

  it('find a ticket that stands as a word of its own', () => {
    for (const [pattern, text, found] of [
      ['CHG-*', 'CHG-2041', 'CHG-2041'],
      ['CHG-*', 'deploy-chg-2041-web', 'chg-2041'],
      ['CHG-*', 'see (CHG-20AB), twice', 'CHG-20AB'],
      ['CHG-####', 'change=CHG-2041', 'CHG-2041'],
      ['JIRA-####', 'JIRA-12 JIRA-1234', 'JIRA-1234'],
      ['INC#######', 'INC0012345: disk full', 'INC0012345'],
      ['RFC-##/*', 'RFC-24/ops_x', 'RFC-24/ops'],
    ] as const) {
      assert.equal(ticket(pattern, text), found, `${pattern} in ${text}`);
    }
  });

  it('find none in longer words and shorter numbers', () => {
    for (const [pattern, text] of [
      ['CHG-*', 'XCHG-2041'],
      ['CHG-*', 'ÄCHG-2041'],
      ['CHG-*', '5CHG-2041'],
      ['CHG-*', 'CHG-'],
      ['CHG-*', 'CHG2041'],
      ['CHG-*', 'CHG -2041'],
      ['CHG-####', 'CHG-20411'],
      ['CHG-####', 'CHG-204'],
      ['CHG-####', 'CHG-2041b'],
      ['CHG-####', 'CHG-２０４１'],
      ['INC#######', 'PRINC0012345'],
      ['CHG-*', ''],
    ] as const) {
      assert.equal(ticket(pattern, text), null, `${pattern} in ${text}`);
    }
  });

  it('are not looked for at every place of one long word', () => {
    const word = 'CHG'.repeat(300_000);
    assert.equal(ticket('CHG*', `x${word}`), null);
    assert.equal(ticket('CHG*', `${word} x`), word);
  });

  it('hold only what is safe, and say what is not', () => {
    for (const good of ['CHG-*', 'JIRA-####', 'INC0000000', 'a/b:*.#'])
      assert.equal(ticketPatternProblem(good), null, good);
    for (const [bad, why] of [
      ['####', /two letters/],
      ['*', /two letters/],
      ['C-*', /two letters/],
      ['CHG-*1', /after \*/],
      ['CHG-**', /after \*/],
      ['CHG-*#', /after \*/],
      ['(CHG|JIRA)+', /"\("/],
      ['CHG-\\d+', /may not stand/],
      ['CHG-\u202e1', /may not stand/],
      ['C'.repeat(65), /longer/],
    ] as const) {
      assert.match(ticketPatternProblem(bad) ?? '', why, bad);
    }
  });

  it('find what a regular expression of the same meaning finds', () => {
    const meaning = (pattern: string) =>
      [...pattern]
        .map((part) =>
          part === '#' ? '[0-9]' : part === '*' ? '[\\p{L}\\p{N}]+' : part.replace(/[./]/, '\\$&'),
        )
        .join('');
    const text = fc.string({ unit: fc.constantFrom('C', 'h', '1', '2', '-', '/', ' ', 'ä') });
    const patterns = fc
      .constantFrom('ch-*', 'ch-*-*', 'c#-##', 'ch*/1', 'ch#', 'hc/*-#')
      .filter((pattern) => ticketPatternProblem(pattern) === null);
    fc.assert(
      fc.property(patterns, text, (pattern, within) => {
        const edge = '[\\p{L}\\p{N}]';
        const expected =
          within.match(new RegExp(`(?<!${edge})${meaning(pattern)}(?!${edge})`, 'iu'))?.[0] ?? null;
        assert.equal(ticket(pattern, within), expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Names with wildcards', () => {
  const fits = (pattern: string, name: string) => fitsName(parseNamePattern(pattern), name);

  it('fit whole names, without regard to case', () => {
    assert.ok(fits('arn:aws:iam::111122223333:role/Deploy*', 'arn:aws:iam::111122223333:role/deploy-web'));
    assert.ok(fits('*@example.com', 'alice@EXAMPLE.com'));
    assert.ok(fits('a*b*c', 'aXbXbc'));
    assert.ok(fits('exact@example.com', 'exact@example.com'));
    for (const [pattern, name] of [
      ['*@example.com', 'alice@example.com.evil.example'],
      ['exact@example.com', 'xexact@example.com'],
      ['role/Deploy', 'role/Deploy2'],
      ['a*b*c', 'acb'],
      ['ab*ba', 'aba'],
      ['*.example', 'xexample'],
    ] as const) {
      assert.ok(!fits(pattern, name), `${pattern} and ${name}`);
    }
  });

  it('are refused when they would fit almost everybody', () => {
    for (const all of ['*', '**', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*', '*@*', 'arn:*'])
      assert.notEqual(namePatternProblem(all), null, all);
    for (const some of ['*@example.com', 'arn:aws:iam::111122223333:role/*', 'Veeam*'])
      assert.equal(namePatternProblem(some), null, some);
  });
});

describe('Networks', () => {
  const within = (network: string, address: string) => {
    const [parsed, bytes] = [parseNetwork(network), parseAddress(address)];
    assert.ok(parsed !== null && bytes !== null, `${network} ${address}`);
    return contains(parsed, bytes);
  };

  it('hold the addresses of IPv4 and IPv6 that they say', () => {
    for (const [network, address, holds] of [
      ['192.0.2.0/24', '192.0.2.255', true],
      ['192.0.2.0/24', '192.0.3.0', false],
      ['192.0.2.128/25', '192.0.2.127', false],
      ['198.51.100.7', '198.51.100.7', true],
      ['198.51.100.7', '198.51.100.8', false],
      ['10.0.0.0/9', '10.127.255.255', true],
      ['10.0.0.0/9', '10.128.0.0', false],
      ['2001:db8::/32', '2001:0db8:ffff::1', true],
      ['2001:db8::/32', '2001:db9::1', false],
      ['2001:db8::/33', '2001:db8:8000::', false],
      ['192.0.2.0/24', '::ffff:192.0.2.9', true],
      ['2001:db8::/32', '192.0.2.1', false],
      ['192.0.2.0/24', '192.0.2.9:44321', true],
      ['2001:db8::/32', '[2001:db8::1]:443', true],
    ] as const) {
      assert.equal(within(network, address), holds, `${network} ${address}`);
    }
  });

  it('are no host names, octal numbers or halves', () => {
    for (const none of [
      'ec2.amazonaws.com',
      'gce-internal-ip',
      'AWS Internal',
      '',
      '1.2.3',
      '1.2.3.256',
      '01.2.3.4',
      '1::2::3',
      ':::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      'g::1',
      '1.2.3.4.5',
      '<Redacted>',
      '1:2:3:4:5:6:7::8:9',
    ])
      assert.equal(parseAddress(none), null, none);
    for (const bad of [
      '192.0.2.0/33',
      '2001:db8::/129',
      '192.0.2.0/',
      '192.0.2.0/2/4',
      '192.0.2.0/-1',
      'all',
      '0.0.0.0/0',
      '::/0',
    ])
      assert.notEqual(networkProblem(bad), null, bad);
  });
});

describe('Organizations', () => {
  it('are one in every spelling', () => {
    assert.equal(
      organizationOf('arn:aws:organizations::111122223333:organization/o-exampleorgid'),
      'o-exampleorgid',
    );
    assert.equal(
      organizationOf('arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-ab12-cdef5678'),
      'o-exampleorgid',
    );
    assert.equal(
      organizationOf('principalSet://cloudresourcemanager.googleapis.com/organizations/123456789012'),
      'organizations/123456789012',
    );
    assert.equal(organizationOf('Example.COM'), 'example.com');
  });

  it('are no accounts, and no addresses', () => {
    for (const none of [
      '111122223333',
      'alice@example.com',
      'public',
      '*',
      'arn:aws:iam::111122223333:root',
      '192.0.2.1',
    ])
      assert.notEqual(organizationProblem(none), null, none);
  });
});

describe('Settings', () => {
  it('tell every problem, and keep what is good', () => {
    const { settings, problems } = readSettings({
      trustedNetworks: ['192.0.2.0/24', 'office', 5],
      trustedOrganizations: ['o-exampleorgid', '111122223333'],
      trustedPrincipals: ['*', 'arn:aws:iam::111122223333:role/Deploy'],
      trustedVpcEndpoints: ['vpce-0a1b2c3d', 'vpc-1'],
      changeTickets: ['CHG-*', '.*'],
      serviceRoles: 'Veeam',
      massDelete: { count: 1, minutes: 30, seconds: 1 },
      gap: { hours: 0.5 },
      newIdentity: [],
      trusted: true,
    });
    assert.deepEqual(settings.trustedNetworks, ['192.0.2.0/24']);
    assert.deepEqual(settings.trustedOrganizations, ['o-exampleorgid']);
    assert.deepEqual(settings.trustedPrincipals, ['arn:aws:iam::111122223333:role/Deploy']);
    assert.deepEqual(settings.trustedVpcEndpoints, ['vpce-0a1b2c3d']);
    assert.deepEqual(settings.changeTickets, ['CHG-*']);
    assert.deepEqual(settings.massDelete, { count: 20, minutes: 30 });
    assert.deepEqual(settings.gap, DEFAULT_SETTINGS.gap);
    for (const part of [
      /unknown setting "trusted"/,
      /"office"/,
      /holds 5/,
      /"111122223333"/,
      /"\*"/,
      /"vpc-1"/,
      /"\.\*"/,
      /serviceRoles is not a list/,
      /massDelete\.count/,
      /massDelete\.seconds/,
      /gap\.hours/,
      /newIdentity is not an object/,
    ])
      assert.match(problems.join('\n'), part);
    assert.equal(problems.length, 12);
  });

  it('are in the manifest exactly what the code reads, with the same defaults and limits', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, Record<string, unknown>> }[] };
    };
    const properties = Object.assign(
      {},
      ...manifest.contributes.configuration.map((part) => part.properties),
    ) as Record<string, Record<string, unknown>>;
    for (const list of LIST_SETTINGS) {
      assert.deepEqual(properties[`snapshotTrail.${list}`]?.['default'], DEFAULT_SETTINGS[list], list);
    }
    for (const name of THRESHOLD_SETTINGS) {
      const defaults: Readonly<Record<string, number>> = DEFAULT_SETTINGS[name];
      for (const [key, { least, most }] of Object.entries<{ least: number; most: number }>(LIMITS[name])) {
        const { default: standard, minimum, maximum } = properties[`snapshotTrail.${name}.${key}`] ?? {};
        assert.deepEqual([standard, minimum, maximum], [defaults[key], least, most], `${name}.${key}`);
      }
    }
    const editorOnly = ['analyzeOnOpen', 'diagnostics'];
    const keys = new Set(Object.keys(properties).map((key) => key.split('.')[1] ?? ''));
    assert.deepEqual(
      [...keys].filter((key) => !editorOnly.includes(key)).sort(),
      Object.keys(DEFAULT_SETTINGS).sort(),
    );
  });

  it('of the manifest refuse no entry that the code takes', () => {
    const manifest = readFileSync('package.json', 'utf8');
    const pattern = (setting: string) => {
      const found = JSON.parse(manifest).contributes.configuration.flatMap((part: { properties: object }) =>
        Object.entries(part.properties),
      ) as [string, { items?: { pattern?: string } }][];
      const source = found.find(([key]) => key === `snapshotTrail.${setting}`)?.[1].items?.pattern;
      assert.ok(source !== undefined, setting);
      return new RegExp(source, 'u');
    };
    for (const entry of ['192.0.2.0/24', '2001:db8::/32', '::1'])
      assert.match(entry, pattern('trustedNetworks'));
    for (const entry of ['vpce-0a1b2c3d', 'projects/p/global/networks/n'])
      assert.match(entry, pattern('trustedVpcEndpoints'));
    for (const entry of ['CHG-*', 'JIRA-####', 'a/b:*.#']) assert.match(entry, pattern('changeTickets'));
  });
});
