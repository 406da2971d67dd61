//! What the platform does that a client would not expect, each as a switch.

/// What happens to a read-only field that is sent along. The documentation does not say, so both are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It is passed over, with 200.
    Ignored,
    /// The whole request is refused, with 422.
    Refused,
}

/// What becomes of a list of changed records of which one is refused, where the platform may answer with 207. The documentation
/// tells of it and not of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedInList {
    /// The whole list is refused.
    AllOfIt,
    /// The others are taken, with 207.
    Itself,
    /// The others are taken, and of itself what is right, with 207; so it is when it is sent alone.
    ItsWrongFields,
}

/// The switches. The default is what is documented, or the likelier of two.
#[derive(Clone, Debug)]
pub struct Quirks {
    /// A page has at most ten products when options or modifiers are included, whatever `limit` says.
    pub short_pages_with_options: bool,
    /// The longest page of a list in an order, whatever `limit` says.
    pub order_parts_in_a_page: u64,
    /// An empty page of the older API is 204 without a body; otherwise an empty list.
    pub empty_is_204: bool,
    /// More than the largest `limit` is refused with 413; otherwise it is lowered silently.
    pub large_limit_is_413: bool,
    /// A filter with a date and no time means that day at the time of the request.
    pub date_filter_adds_time: bool,
    /// The cursor is only told on the first page and after `after`.
    pub cursor_only_after: bool,
    /// What happens to read-only fields.
    pub read_only: ReadOnly,
    /// A product that was saved with a part that failed is answered with 207.
    pub partial_success_is_207: bool,
    /// What becomes of a list of changed records of which one is refused.
    pub refused_in_list: RefusedInList,
    /// A batch that is refused does not say which item is at fault.
    pub batch_errors_without_index: bool,
    /// Categories are deleted a while after the answer.
    pub categories_go_later_ms: i64,
    /// Stock is written a while after the answer.
    pub stock_comes_later_ms: i64,
    /// Milliseconds until a theme's job is done.
    pub theme_job_ms: i64,
    /// Downloads of themes end without one.
    pub theme_downloads_fail: bool,
    /// Milliseconds for which a theme's link works.
    pub theme_link_ms: i64,
    /// Scripts of other API accounts are not listed.
    pub scripts_of_own_account_only: bool,
    /// A channel passes over what it does not know, with 200.
    pub channels_ignore_unknown: bool,
    /// A blog post's date is an object when read and a text when written.
    pub blog_date_is_object: bool,
    /// Promotions appear among the coupons as well.
    pub coupons_show_promotions: bool,
    /// Lists inside a product (images, custom fields) are merged by id when written; otherwise they are replaced.
    pub product_parts_merge: bool,
    /// A change of a product's image, variant, custom field or stock moves the product's `date_modified`.
    pub parts_touch_product: bool,
    /// A reference to something that is gone is refused with 422; otherwise with 404.
    pub lost_reference_is_422: bool,
    /// An archived order comes back with `is_deleted: false`.
    pub orders_can_be_unarchived: bool,
    /// Creating an order lowers the stock of what it sells.
    pub orders_move_stock: bool,
    /// A changed order status mails the customer.
    pub status_changes_mail: bool,
    /// Themes of the marketplace can be downloaded.
    pub marketplace_themes_download: bool,
    /// The store has the API for what is on a page.
    pub page_widgets: bool,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            short_pages_with_options: true,
            order_parts_in_a_page: 250,
            empty_is_204: true,
            large_limit_is_413: true,
            date_filter_adds_time: true,
            cursor_only_after: true,
            read_only: ReadOnly::Ignored,
            partial_success_is_207: true,
            refused_in_list: RefusedInList::AllOfIt,
            batch_errors_without_index: true,
            categories_go_later_ms: 5_000,
            stock_comes_later_ms: 3_000,
            theme_job_ms: 4_000,
            theme_downloads_fail: false,
            theme_link_ms: 60_000,
            scripts_of_own_account_only: true,
            channels_ignore_unknown: true,
            blog_date_is_object: true,
            coupons_show_promotions: true,
            product_parts_merge: true,
            parts_touch_product: false,
            lost_reference_is_422: true,
            orders_can_be_unarchived: true,
            orders_move_stock: false,
            status_changes_mail: true,
            marketplace_themes_download: false,
            page_widgets: true,
        }
    }
}
