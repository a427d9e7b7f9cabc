import type { Code } from './code.ts';

type Elsewhere = Omit<Code, 'severity' | 'toldBy'>;

const onMachine = (meaning: Elsewhere): Code => ({ ...meaning, severity: 'error', toldBy: 'machine' });
const inLibrary = (meaning: Elsewhere): Code => ({ ...meaning, severity: 'error', toldBy: 'library' });

/** What no file can show: the machine that a local stack runs on (cli/local), and a program's arguments (library). */
export const codesElsewhere: readonly Code[] = [
  onMachine({
    code: 'lb/port-in-use',
    summary: "on local, a balancer's ports are free on this machine",
    why: 'The balancer could not start, and whoever connects would speak to another program.',
    allowed: 'Ports that nothing listens on and that are not reserved for root.',
    fix: 'Take another port, or end the process that the finding names.',
  }),
  onMachine({
    code: 'cdn/port-in-use',
    summary: "on local, an edge's port is free on this machine",
    why: 'The edge could not start, and clients would speak to another program.',
    allowed: 'Ports that nothing listens on and that are not reserved for root.',
    fix: 'Take another port for the edge, or end the process that the finding names.',
  }),
  inLibrary({
    code: 'account/not-confirmed',
    summary: 'on alicloud, a program has credentials of the account that it names',
    why: "Alibaba's provider has no word for the accounts that it may work in: with a wrong profile on a laptop, the site would be built a second time in another account.",
    allowed: 'Credentials, or a role, of the account in account.id.',
    fix: 'Take the credentials of that account, or correct the number.',
  }),
  inLibrary({
    code: 'release/not-a-signing-key',
    summary: 'the signing key is an Ed25519 private key in PEM',
    why: 'Nothing could be signed with it, and instances would refuse every release.',
    allowed: 'A private key as openssl genpkey -algorithm ed25519 writes it.',
    fix: 'Make a key with openssl genpkey -algorithm ed25519.',
  }),
  inLibrary({
    code: 'network/no-edge-subnets',
    summary: 'a balancer lies in a network with a public subnet a zone',
    why: 'A public balancer needs a public subnet in each zone: without one nobody outside reaches it.',
    allowed: 'edgeSubnets in the network of the region.',
    fix: 'Name the public subnets.',
  }),
  inLibrary({
    code: 'lb/deny-of-network',
    summary: 'on AWS, who owns the network denies',
    why: 'The network ACL of the subnets refuses sources there, and the component does not own it: the list would do nothing.',
    allowed: 'Rules in the network ACL of the edge subnets.',
    fix: 'Write the rules where the network is made.',
  }),
  inLibrary({
    code: 'platform/not-built',
    summary: 'the platform can build what the arguments ask for',
    why: 'The component stops before the first resource, instead of in the middle.',
    allowed: 'What the message says.',
    fix: 'Change the argument that the message names.',
  }),
];
