import { readFile } from 'node:fs/promises';
import { formatInstant } from '@commonsky/treaty';
import { generateKeys, readKeyring, rotateKeys, type PublicKeys } from '@commonsky/server/federation';
import type { Command } from 'commander';
import { CliError, ExitCode } from '../errors.ts';

const PASSPHRASE = 'COMMONSKY_PASSPHRASE';
const PASSPHRASE_LENGTH_MIN = 12;

interface PassphraseOptions {
  readonly passphraseFile?: string;
}

/** Never from the command line, where every user of the machine could read it. */
async function passphraseOf({ passphraseFile }: PassphraseOptions): Promise<string> {
  const text =
    passphraseFile === undefined ? process.env[PASSPHRASE] : await readFile(passphraseFile, 'utf8');
  const passphrase = text?.replace(/\r?\n$/, '') ?? '';
  if (passphrase === '')
    throw new CliError(ExitCode.usage, `a passphrase is needed: set ${PASSPHRASE} or use --passphrase-file`);
  if (passphrase.length < PASSPHRASE_LENGTH_MIN) {
    throw new CliError(ExitCode.usage, `the passphrase is shorter than ${PASSPHRASE_LENGTH_MIN} characters`);
  }
  return passphrase;
}

function print({ member, rootKey, documents }: PublicKeys): void {
  console.log(`${member}: root key ${rootKey}`);
  for (const { document } of documents) {
    if (document.kind === 'key-revocation')
      console.log(`  ${document.keyId} revoked from ${formatInstant(document.atMs)}`);
    else
      console.log(
        `  ${document.keyId} valid from ${formatInstant(document.fromMs)} until ${formatInstant(document.toMs)}`,
      );
  }
}

export function define(command: Command): void {
  const passphraseFile = [
    '--passphrase-file <file>',
    `read the passphrase there instead of from ${PASSPHRASE}`,
  ] as const;
  command
    .command('generate')
    .description('make a root key and an issuing key for a member, sealed with a passphrase')
    .argument('<dir>', 'folder for the keys; move root.key offline afterwards')
    .requiredOption('--member <name>', 'short lower-case name of the member')
    .option(...passphraseFile)
    .action(async (folder: string, options: PassphraseOptions & { readonly member: string }) => {
      if (!/^[a-z][a-z0-9-]{0,15}$/.test(options.member))
        throw new CliError(ExitCode.usage, `"${options.member}" is no short lower-case name`);
      print(await generateKeys(folder, options.member, await passphraseOf(options), Date.now()));
      console.log(
        `give ${folder}/public.json to your partners; move ${folder}/root.key to where no network reaches`,
      );
    });
  command
    .command('rotate')
    .description('make a new issuing key, certified by the root key')
    .argument('<dir>', 'folder with root.key')
    .option('--revoke', 'the old issuing key is no longer to be believed from now on')
    .option(...passphraseFile)
    .action(async (folder: string, options: PassphraseOptions & { readonly revoke?: boolean }) => {
      print(
        await rotateKeys(folder, await passphraseOf(options), Date.now(), {
          revoke: options.revoke === true,
        }),
      );
    });
  command
    .command('link')
    .description("write what the member's nats-server needs, from link.json beside the keys")
    .argument('<dir>', 'folder with public.json and link.json; nats/ is written in it')
    .option(...passphraseFile)
    .action(async (folder: string, options: PassphraseOptions) => {
      // The libraries of NATS are of no use to the other commands.
      const { writeLinks } = await import('@commonsky/server/federation/nats');
      const { plan, serverFolder, awaited } = await writeLinks(folder, await passphraseOf(options));
      for (const { member, dial } of plan.partners) {
        if (dial === undefined) console.log(`give ${serverFolder}/invitations/${member}.creds to ${member}`);
        if (awaited.includes(member))
          console.log(`put the invitation from ${member} at ${serverFolder}/received/${member}.creds`);
      }
      console.log(`then: nats-server -c ${serverFolder}/server.conf`);
    });
  command
    .command('show')
    .description('public keys of a folder, checked against their root keys')
    .argument('<dir>', 'folder with public.json, and partners/*.json')
    .action(async (folder: string) => {
      for (const member of (await readKeyring(folder)).members) print(member);
    });
}
