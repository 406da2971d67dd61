//! Every list is read once, and nothing in it is outside the specifications.

use backstock_emulator::{By, Emulator, Violation};

use crate::client::get;

/// Each list with everything that can be included.
const LISTS: &[&str] = &[
    "/v2/store",
    "/v2/time",
    "/v3/catalog/products?limit=250&include=variants,images,custom_fields,bulk_pricing_rules,videos,primary_image,reviews,channels",
    "/v3/catalog/products?include=options,modifiers",
    "/v3/catalog/products/105/modifiers",
    "/v3/catalog/products/105/reviews",
    "/v3/catalog/products/103/options",
    "/v3/catalog/products/103/options/3/values",
    "/v3/catalog/products/103/variants",
    "/v3/catalog/products/102/custom-fields",
    "/v3/catalog/products/101/images",
    "/v3/catalog/products/101/videos",
    "/v3/catalog/products/101/complex-rules",
    "/v3/catalog/products/metafields",
    "/v3/catalog/products/category-assignments",
    "/v3/catalog/products/channel-assignments",
    "/v3/catalog/brands",
    "/v3/catalog/trees",
    "/v3/catalog/trees/categories",
    "/v3/catalog/trees/1/categories",
    "/v3/catalog/categories",
    "/v3/customers?include=addresses,attributes,storecredit,formfields",
    "/v3/customers/addresses?include=formfields",
    "/v3/customers/attributes",
    "/v3/customers/attribute-values",
    "/v3/customers/form-field-values",
    "/v3/customers/metafields",
    "/v3/customers/subscribers",
    "/v3/customers/1/consent",
    "/v2/customer_groups",
    "/v3/wishlists",
    "/v3/segments",
    "/v3/shopper-profiles",
    "/v3/pricelists",
    "/v3/pricelists/1/records?include=bulk_pricing_tiers,sku",
    "/v3/pricelists/assignments",
    "/v3/promotions",
    "/v3/promotions/2/codes",
    "/v2/coupons",
    "/v2/gift_certificates",
    "/v2/banners",
    "/v3/marketing/email-templates",
    "/v3/marketing/abandoned-cart-emails",
    "/v2/blog/posts",
    "/v2/blog/tags",
    "/v3/content/pages?include=body",
    "/v3/content/scripts",
    "/v3/content/widget-templates",
    "/v3/content/widgets",
    "/v3/content/placements",
    "/v3/content/regions?template_file=pages/home",
    "/v3/content/page-widgets?template_file=pages/home&channel_id=1",
    "/v3/themes",
    "/v3/channels",
    "/v3/channels/1/active-theme",
    "/v3/channels/1/channel-menus",
    "/v3/channels/1/listings",
    "/v3/channels/1/site",
    "/v3/channels/currency-assignments",
    "/v3/sites",
    "/v3/sites/1000/routes",
    "/v3/storefront/redirects?include=to_url",
    "/v3/storefront/custom-template-associations",
    "/v3/inventory/locations",
    "/v3/inventory/items",
    "/v3/inventory/locations/1/items",
    "/v3/pickup/methods",
    "/v2/currencies",
    "/v2/tax_classes",
    "/v3/tax/zones",
    "/v3/tax/rates",
    "/v3/tax/settings",
    "/v2/shipping/zones",
    "/v2/shipping/zones/1/methods",
    "/v3/shipping/settings",
    "/v3/shipping/products/customs-information",
    "/v3/settings/catalog",
    "/v3/settings/email-statuses",
    "/v3/settings/inventory",
    "/v3/settings/inventory/notifications",
    "/v3/settings/logo",
    "/v3/settings/search/filters",
    "/v3/settings/store/locale",
    "/v3/settings/store/profile",
    "/v3/settings/store/units-of-measurement",
    "/v3/settings/storefront/category",
    "/v3/settings/storefront/product",
    "/v3/settings/storefront/robotstxt",
    "/v3/settings/storefront/search",
    "/v3/settings/storefront/security",
    "/v3/settings/storefront/seo",
    "/v3/settings/storefront/status",
    "/v3/settings/analytics",
    "/v3/customers/settings",
    "/v3/promotions/settings",
    "/v2/orders?include=consignments.line_items,fees",
    "/v2/orders",
    "/v2/orders/1002/products",
    "/v2/orders/1002/shipping_addresses",
    "/v2/orders/1002/shipments",
    "/v2/orders/1002/taxes",
    "/v2/orders/1009/messages",
    "/v2/orders/1010/coupons",
    "/v2/orders/1002/consignments",
    "/v3/orders/1002/transactions",
    "/v2/order_statuses",
];

#[test]
fn every_list_is_there_and_as_it_is_published() {
    let store = Emulator::small().unwrap();
    for path in LISTS {
        let status = get(&store, path).status;
        assert!(status == 200 || status == 204, "{path}: {status}");
    }
    let violations = store.violations();
    assert_eq!(violations, [], "{}", Emulator::held_against());
}

#[test]
fn what_is_not_published_is_a_violation_of_whoever_did_it() {
    let store = Emulator::small().unwrap();
    get(&store, "/v3/catalog/brands?colour=blue");
    crate::client::ask(
        &store,
        "PUT",
        "/v3/catalog/brands/31",
        serde_json::json!({ "name": 5, "shade": "blue" }),
    );
    get(&store, "/v3/catalog/crates");
    let found = store.violations();
    let says = |what: &str| {
        found
            .iter()
            .any(|one: &Violation| one.by == By::Client && one.what.contains(what))
    };
    assert!(says("colour"), "an unknown parameter");
    assert!(says("/name: 5 is not a text"), "a wrong type: {found:?}");
    assert!(says("/shade: is not known"), "an unknown field");
    assert!(says("no specification has this"), "an unknown path");
}
