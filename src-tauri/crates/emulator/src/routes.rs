//! Which path means what. The path with more words of its own wins over one with more parameters.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::hooks;
use crate::shop::Shop;
use crate::table::{Collection, GetList, Shape, Single, Table};

/// What a request is about.
pub(crate) struct Call<'a> {
    pub(crate) asked: &'a Asked,
    pub(crate) path: BTreeMap<String, String>,
}

pub(crate) type Special = fn(&mut Shop, &Call<'_>) -> Result<Answer, Refusal>;

/// What a route does.
#[derive(Clone)]
pub(crate) enum Action {
    List(Arc<Collection>),
    Count(Arc<Collection>),
    Get(Arc<Collection>),
    Create(Arc<Collection>),
    UpdateList(Arc<Collection>),
    UpdateItem(Arc<Collection>),
    DeleteItem(Arc<Collection>),
    DeleteList(Arc<Collection>),
    ReadSingle(Arc<Single>),
    WriteSingle(Arc<Single>),
    Special(Special),
}

impl Action {
    /// Fields that are no part of what may be written, and still not passed over like a misspelt one.
    pub(crate) fn told_apart(&self) -> Vec<String> {
        match self {
            Self::Create(collection) | Self::UpdateList(collection) | Self::UpdateItem(collection) => {
                // An order is archived by a field that only the prose names.
                let archive = (collection.name == "orders").then(|| "is_deleted".to_owned());
                let own = collection.read_only.iter().chain(&collection.fixed).cloned();
                own.chain(archive).chain([collection.id.clone()]).collect()
            }
            _ => Vec::new(),
        }
    }
}

pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) template: String,
    pub(crate) scope: String,
    pub(crate) action: Action,
}

/// What was found for a path.
pub(crate) enum Found {
    Route(&'static Route, BTreeMap<String, String>),
    OtherMethod,
    Nothing,
}

impl Route {
    fn matches(&self, path: &str) -> Option<(usize, BTreeMap<String, String>)> {
        let mut given = path.split('/');
        let mut parameters = BTreeMap::new();
        let mut words = 0;
        for expected in self.template.split('/') {
            let part = given.next()?;
            if let Some(name) = expected.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                if part.is_empty() {
                    return None;
                }
                parameters.insert(name.to_owned(), part.to_owned());
            } else if expected == part {
                words += 1;
            } else {
                return None;
            }
        }
        given.next().is_none().then_some((words, parameters))
    }
}

fn routes() -> &'static [Route] {
    static ROUTES: OnceLock<Vec<Route>> = OnceLock::new();
    ROUTES.get_or_init(|| {
        let table = Table::shared();
        let mut routes = hooks::routes();
        for collection in &table.collections {
            of_collection(collection, &mut routes);
        }
        for single in &table.singles {
            let mut add = |method, action| {
                routes.push(Route {
                    method,
                    template: single.path.clone(),
                    scope: single.scope.clone(),
                    action,
                });
            };
            add("GET", Action::ReadSingle(Arc::clone(single)));
            if single.writable {
                add("PUT", Action::WriteSingle(Arc::clone(single)));
            }
        }
        routes
    })
}

fn of_collection(collection: &Arc<Collection>, routes: &mut Vec<Route>) {
    let list = collection.path.clone();
    let item = format!("{list}/{{{}}}", collection.id);
    let mut add = |is_there: bool, method, template: &str, action: fn(Arc<Collection>) -> Action| {
        // What a hook answers is not answered by the table.
        let is_taken = routes
            .iter()
            .any(|route| route.method == method && route.template == template);
        if is_there && !is_taken {
            routes.push(Route {
                method,
                template: template.to_owned(),
                scope: collection.scope.clone(),
                action: action(Arc::clone(collection)),
            });
        }
    };
    let c = collection;
    add(c.get_list == GetList::Yes, "GET", &list, Action::List);
    add(c.count, "GET", &format!("{list}/count"), Action::Count);
    add(c.get_item, "GET", &item, Action::Get);
    add(c.create != Shape::Never, "POST", &list, Action::Create);
    add(c.update != Shape::Never, "PUT", &list, Action::UpdateList);
    add(c.update_item, "PUT", &item, Action::UpdateItem);
    add(c.delete_item, "DELETE", &item, Action::DeleteItem);
    let deletes = !c.delete_by.is_empty() || c.delete_by_body || c.delete_wipes;
    add(deletes, "DELETE", &list, Action::DeleteList);
}

/// Finds what a request means.
pub(crate) fn find(method: &str, path: &str) -> Found {
    let mut best: Option<(usize, &'static Route, BTreeMap<String, String>)> = None;
    let mut most = None;
    for route in routes() {
        let Some((words, parameters)) = route.matches(path) else {
            continue;
        };
        most = most.max(Some(words));
        if route.method == method && best.as_ref().is_none_or(|(found, ..)| words > *found) {
            best = Some((words, route, parameters));
        }
    }
    match best {
        Some((words, route, parameters)) if Some(words) == most => Found::Route(route, parameters),
        _ if most.is_some() => Found::OtherMethod,
        _ => Found::Nothing,
    }
}
