import { ecsActions } from './ecs-actions.ts';
import { essActions } from './ess-actions.ts';
import { EssModel } from './ess-model.ts';
import { groupsTagged, tagActions } from './tag-actions.ts';
import { RpcError, startRpcServer, type RpcActions, type RpcServer } from './rpc-server.ts';

export const ALICLOUD_ACCOUNT = '1234567890123456';

/** An account of Alibaba Cloud with ESS, STS and its tags, on an address of its own. */
export interface AlicloudAccountServer extends RpcServer {
  readonly model: EssModel;
  /** For programs that are to take it for Alibaba Cloud. */
  readonly environment: Record<string, string>;
}

const own = { id: 'LTAItest', secret: 'canary-secret' };
/** What `AssumeRole` gives: of no use without its token. */
const temporary = { id: 'STS.test', secret: 'temporary-secret', token: 'canary-token' };

/** Where groups are another one's, such as a stand-in provider's. */
export interface Beneath {
  /** Called before each answer. */
  before: (model: EssModel) => void;
  /** Called after each action. */
  after: (model: EssModel) => void;
  /** Names of all that bears these tags. */
  tagged: (wanted: readonly (readonly [key: string, value: string])[]) => string[];
}

export async function startAlicloudAccount(beneath?: Beneath): Promise<AlicloudAccountServer> {
  const model = new EssModel();
  const keys = {
    secrets: new Map([
      [own.id, own.secret],
      [temporary.id, temporary.secret],
    ]),
    tokens: new Map([[temporary.id, temporary.token]]),
  };
  const actions = {
    ...essActions(model),
    ...ecsActions(model),
    ...stsActions,
    ...tagActions(beneath?.tagged ?? ((wanted) => groupsTagged(model, wanted))),
  };
  const server = await startRpcServer(keys, beneath ? over(actions, model, beneath) : actions);
  return Object.assign(server, {
    model,
    environment: {
      ESS_ENDPOINT: server.endpoint,
      ECS_ENDPOINT: server.endpoint,
      STS_ENDPOINT: server.endpoint,
      TAG_ENDPOINT: server.endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: own.id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: own.secret,
    },
  });
}

function over(actions: RpcActions, model: EssModel, { before, after }: Beneath): RpcActions {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]): [string, RpcActions[string]] => [
      name,
      (params, keyId) => {
        before(model);
        const answer = action(params, keyId);
        after(model);
        return answer;
      },
    ]),
  );
}

const stsActions: RpcActions = {
  '2015-04-01/GetCallerIdentity': () => ({
    AccountId: ALICLOUD_ACCOUNT,
    Arn: `acs:ram::${ALICLOUD_ACCOUNT}:user/wang`,
    IdentityType: 'RAMUser',
  }),
  '2015-04-01/AssumeRole': (params) => {
    const role = params.required('RoleArn');
    params.required('RoleSessionName');
    if (!role.startsWith(`acs:ram::${ALICLOUD_ACCOUNT}:role/`)) {
      throw new RpcError(403, 'NoPermission', 'You are not authorized to do this action.');
    }
    return {
      Credentials: {
        AccessKeyId: temporary.id,
        AccessKeySecret: temporary.secret,
        SecurityToken: temporary.token,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      },
    };
  },
};
