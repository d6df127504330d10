// WebAuthn by its JSON forms (WebAuthn Level 3, "Serialization"); conversions by hand where the browser lacks them.
import { base64Url, fromBase64Url } from '../protocol/bytes.ts';

interface DescriptorJson {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}

export interface RequestOptionsJson {
  readonly challenge: string;
  readonly timeout?: number;
  readonly rpId?: string;
  readonly allowCredentials?: readonly DescriptorJson[];
  readonly userVerification?: UserVerificationRequirement;
}

export interface CreationOptionsJson {
  readonly rp: PublicKeyCredentialRpEntity;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: PublicKeyCredentialParameters[];
  readonly timeout?: number;
  readonly excludeCredentials?: readonly DescriptorJson[];
  readonly authenticatorSelection?: AuthenticatorSelectionCriteria;
  readonly attestation?: AttestationConveyancePreference;
}

export const passkeysSupported = (): boolean => typeof PublicKeyCredential !== 'undefined';

export async function conditionalSupported(): Promise<boolean> {
  return passkeysSupported() && typeof PublicKeyCredential.isConditionalMediationAvailable === 'function' && (await PublicKeyCredential.isConditionalMediationAvailable());
}

/** The assertion as AuthenticationResponseJSON. */
export async function getAssertion(options: RequestOptionsJson, extra: { mediation?: CredentialMediationRequirement; signal?: AbortSignal } = {}): Promise<object> {
  const { challenge, allowCredentials, ...rest } = options;
  const credential = await navigator.credentials.get({
    publicKey: { ...rest, challenge: fromBase64Url(challenge), ...(allowCredentials === undefined ? {} : { allowCredentials: allowCredentials.map(descriptor) }) },
    ...extra,
  });
  const { response, ...common } = parts(credential);
  const assertion = response as AuthenticatorAssertionResponse;
  return {
    ...common,
    response: {
      clientDataJSON: text(assertion.clientDataJSON),
      authenticatorData: text(assertion.authenticatorData),
      signature: text(assertion.signature),
      ...(assertion.userHandle === null ? {} : { userHandle: text(assertion.userHandle) }),
    },
  };
}

/** The new credential as RegistrationResponseJSON. */
export async function createCredential(options: CreationOptionsJson): Promise<object> {
  const { challenge, user, excludeCredentials, ...rest } = options;
  const credential = await navigator.credentials.create({
    publicKey: {
      ...rest, challenge: fromBase64Url(challenge), user: { ...user, id: fromBase64Url(user.id) },
      ...(excludeCredentials === undefined ? {} : { excludeCredentials: excludeCredentials.map(descriptor) }),
    },
  });
  const { response, ...common } = parts(credential);
  const attestation = response as AuthenticatorAttestationResponse;
  const publicKey = attestation.getPublicKey();
  return {
    ...common,
    response: {
      clientDataJSON: text(attestation.clientDataJSON),
      attestationObject: text(attestation.attestationObject),
      authenticatorData: text(attestation.getAuthenticatorData()),
      publicKeyAlgorithm: attestation.getPublicKeyAlgorithm(),
      ...(publicKey === null ? {} : { publicKey: text(publicKey) }),
      transports: attestation.getTransports(),
    },
  };
}

// clientExtensionResults stay empty on purpose: no extension was asked for, and what one might return is nobody's business.
function parts(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no credential', 'NotAllowedError');
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    ...(credential.authenticatorAttachment === null ? {} : { authenticatorAttachment: credential.authenticatorAttachment }),
    clientExtensionResults: {},
    response: credential.response,
  };
}

const text = (buffer: ArrayBuffer): string => base64Url(new Uint8Array(buffer));

function descriptor(d: DescriptorJson): PublicKeyCredentialDescriptor {
  return { id: fromBase64Url(d.id), type: d.type, ...(d.transports === undefined ? {} : { transports: d.transports }) };
}
