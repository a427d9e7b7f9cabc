import { AlarmContact } from '@pulumi/alicloud/cms/alarmContact.js';
import { AlarmContactGroup } from '@pulumi/alicloud/cms/alarmContactGroup.js';
import { AlidnsDomain } from '@pulumi/alicloud/dns/alidnsDomain.js';
import { AlidnsRecord } from '@pulumi/alicloud/dns/alidnsRecord.js';
import { Provider } from '@pulumi/alicloud/provider.js';
import type { ComponentResource, Input, Output, ProviderResource, Resource } from '@pulumi/pulumi';
import type { Plan } from '../../../topology/plan/plan.ts';
import { dataOptions } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { contactArgs, contactGroupName } from './alert-args.ts';
import { homeRegion, providerArgs } from './provider-args.ts';

/** What belongs to no region. It lies below no component, each of which may go while another needs it. */
export class SiteServices {
  readonly #plan: Plan;
  #provider: ProviderResource | undefined;
  #contacts: AlarmContactGroup | undefined;
  #zone: AlidnsDomain | undefined;

  /** @param provider that orders what belongs to no region, where a program brings its own */
  constructor(plan: Plan, provider?: ProviderResource) {
    this.#plan = plan;
    this.#provider = provider;
  }

  /**
   * Not that of the first origin's region: an edge whose origins change their order would get another provider, and be
   * made anew.
   */
  provider(): ProviderResource {
    this.#provider ??= new Provider('site', providerArgs(this.#plan, homeRegion(this.#plan)));
    return this.#provider;
  }

  /** Whom alarms tell by mail: nobody, maybe, but the service wants a group. */
  contactGroup(): Input<string> {
    this.#contacts ??= this.#createContacts();
    return this.#contacts.alarmContactGroupName;
  }

  /**
   * A record of the site's domain; none where somebody else keeps them.
   *
   * @param name within the domain: `mirrors`
   */
  record(
    name: string,
    type: 'A' | 'CNAME' | 'TXT',
    value: Input<string>,
    parent: ComponentResource,
  ): Resource[] {
    const { domain } = this.#plan;
    if (!domain || domain.dns.mode === 'none' || domain.dns.platform !== 'alicloud') return [];
    const options = { parent, provider: this.provider() };
    const domainName = domain.dns.mode === 'managed' ? this.#managedZone(domain.name) : domain.name;
    return [new AlidnsRecord(`dns/${name}`, { domainName, rr: name, type, value }, options)];
  }

  /** Other records may lie in it by now: in production it is not deleted with the stack. */
  #managedZone(domainName: string): Output<string> {
    const args = { domainName, tags: siteTags(this.#plan) };
    const options = { provider: this.provider(), ...dataOptions(this.#plan.stage) };
    this.#zone ??= new AlidnsDomain('dns', args, options);
    return this.#zone.domainName;
  }

  #createContacts(): AlarmContactGroup {
    const options = { provider: this.provider() };
    const contacts = (this.#plan.alerts?.emails ?? []).map(
      (email) => new AlarmContact(`alerts/${email}`, contactArgs(this.#plan, email), options),
    );
    const args = {
      alarmContactGroupName: contactGroupName(this.#plan),
      describe: `Skerry, ${this.#plan.stack}`,
      contacts: contacts.map((contact) => contact.alarmContactName),
    };
    return new AlarmContactGroup('alerts', args, options);
  }
}
