import type { ColumnType, Generated } from 'kysely';
/** Every table, as kysely knows it. */
export interface Tables {
    activation: ActivationTable;
    audio_track: AudioTrackTable;
    audit: AuditTable;
    author: AuthorTable;
    caption: CaptionTable;
    catalog_entry: CatalogEntryTable;
    catalog_revision: CatalogRevisionTable;
    channel: ChannelTable;
    channel_author: ChannelAuthorTable;
    currency: CurrencyTable;
    customer: CustomerTable;
    customer_user_id: CustomerUserIdTable;
    idempotency: IdempotencyTable;
    media_asset: MediaAssetTable;
    partner: PartnerTable;
    partner_origin: PartnerOriginTable;
    partner_secret: PartnerSecretTable;
    playback_session: PlaybackSessionTable;
    purchase: PurchaseTable;
    rendition: RenditionTable;
    video: VideoTable;
    video_author: VideoAuthorTable;
    watch_progress: WatchProgressTable;
}
interface ActivationTable {
    id: string;
    customer_id: string;
    channel_id: string;
    source: 'purchase' | 'grant';
    purchase_id: string | null;
    created_at: ColumnType<Date, Date | string, Date | string>;
    expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    end_reason: 'revoked' | 'refunded' | 'expired' | null;
}
interface AudioTrackTable {
    asset_id: string;
    name: string;
    language: string;
    position: number;
}
interface AuditTable {
    id: string;
    occurred_at: ColumnType<Date, Date | string, Date | string>;
    actor: string;
    action: string;
    subject: string;
    details: Generated<unknown>;
}
interface AuthorTable {
    id: string;
    name: string;
    image: Generated<string>;
}
interface CaptionTable {
    asset_id: string;
    name: string;
    language: string;
    position: number;
}
interface CatalogEntryTable {
    partner_id: string;
    channel_id: string;
    price_minor: number;
    currency: string;
    is_enabled: Generated<boolean>;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface CatalogRevisionTable {
    is_only: Generated<boolean>;
    revision: Generated<number>;
}
interface ChannelTable {
    id: string;
    language: string;
    title: string;
    subtitle: string;
    html_description: string;
    cover: string;
    background: string;
    trailer: string;
    price_minor: number;
    currency: string;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface ChannelAuthorTable {
    channel_id: string;
    author_id: string;
    position: number;
}
interface CurrencyTable {
    code: string;
    minor_digits: number;
}
interface CustomerTable {
    id: string;
    partner_id: string;
    access_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
    email: string | null;
    email_match: string | null;
    name: string | null;
    surname: string | null;
    has_marketing_consent: Generated<boolean>;
    marketing_consent_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface CustomerUserIdTable {
    partner_id: string;
    partner_user_id: string;
    customer_id: string;
    authorized_at: ColumnType<Date, Date | string, Date | string>;
}
interface IdempotencyTable {
    partner_id: string;
    method: string;
    key: string;
    fingerprint: ColumnType<Buffer, Uint8Array, Uint8Array>;
    reply: unknown;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface MediaAssetTable {
    id: string;
    video_id: string;
    sealed_secret: ColumnType<Buffer, Uint8Array, Uint8Array>;
    duration_seconds: number;
    key_period_seconds: number;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface PartnerTable {
    id: string;
    name: string;
    path: 'api' | 'iframe';
    is_online: Generated<boolean>;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface PartnerOriginTable {
    partner_id: string;
    origin: string;
}
interface PartnerSecretTable {
    id: string;
    partner_id: string;
    hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
    created_at: ColumnType<Date, Date | string, Date | string>;
    expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
}
interface PlaybackSessionTable {
    id: ColumnType<Buffer, Uint8Array, Uint8Array>;
    token_id: string;
    customer_id: string;
    video_id: string;
    position_seconds: Generated<number>;
    reported_at: ColumnType<Date, Date | string, Date | string>;
    created_at: ColumnType<Date, Date | string, Date | string>;
    ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    end_reason: 'revoked' | 'superseded' | 'expired' | null;
}
interface PurchaseTable {
    id: string;
    partner_id: string;
    customer_id: string;
    channel_id: string;
    path: 'api' | 'iframe';
    price_minor: number;
    currency: string;
    occurred_at: ColumnType<Date, Date | string, Date | string>;
}
interface RenditionTable {
    asset_id: string;
    name: string;
    width: number;
    height: number;
    bandwidth: number;
}
interface VideoTable {
    id: string;
    channel_id: string;
    position: number;
    title: string;
    subtitle: string;
    html_description: string;
    cover: string;
    background: string;
    trailer: string;
    created_at: ColumnType<Date, Date | string, Date | string>;
}
interface VideoAuthorTable {
    video_id: string;
    author_id: string;
    position: number;
}
interface WatchProgressTable {
    customer_id: string;
    video_id: string;
    position_seconds: number;
    updated_at: ColumnType<Date, Date | string, Date | string>;
}
export {};
