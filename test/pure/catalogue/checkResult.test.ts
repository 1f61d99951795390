import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import aws from '../../../src/core/catalogue/falseFriends/aws.json';
import azure from '../../../src/core/catalogue/falseFriends/azure.json';
import gcp from '../../../src/core/catalogue/falseFriends/gcp.json';

interface Figures {
  readonly rows: number;
  readonly falseFriends: number;
  readonly candidates: number;
  readonly inCatalogue: number;
  readonly amongFalseFriends: number;
  readonly unassigned: number;
}

const { clouds } = JSON.parse(readFileSync('test/catalogue/result.json', 'utf8')) as {
  readonly clouds: Readonly<Record<string, Figures>>;
};

describe('figures of the catalogue check', () => {
  for (const [cloud, friends] of Object.entries({ aws, azure, gcp })) {
    it(`are those of the rows of ${cloud} as they stand, with nothing unassigned`, () => {
      const figures = clouds[cloud];
      assert.ok(figures !== undefined);
      const rows = loadCatalogue().operations.filter((operation) => operation.cloud === cloud);
      assert.equal(figures.rows, rows.length, 'stale: run "npm run catalogue:check"');
      assert.equal(figures.falseFriends, friends.length, 'stale: run "npm run catalogue:check"');
      assert.equal(figures.unassigned, 0);
      assert.equal(figures.inCatalogue + figures.amongFalseFriends, figures.candidates);
    });
  }
});
