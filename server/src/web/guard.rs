//! Who is asking, and whether this route is for them. Runs before every handler.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    Actor, DeviceId, StaffId,
    device::Device as Joined,
    staff::{Role, Staff},
};

use crate::{
    access::{
        caller::{self, Caller, Device},
        cookies::Cookie,
        csrf::{self, BoundTo},
        secrets::{HolderToken, JoinedToken, SessionToken, constant_time_eq},
        sessions::Session,
    },
    app::{App, From},
};

use super::{
    problem::{Fault, Problem},
    route::Access,
    visit::{Reader, Visit},
};

/// How long a device keeps its cookie: a fair and the weeks around it.
const DEVICE_COOKIE: std::time::Duration = std::time::Duration::from_hours(90 * 24);

/// Stands for a caller whose address is not known: no machine has it, this one least of all.
const UNKNOWN_PEER: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 0);

/// Who is asking, whether signed in or not.
#[derive(Debug, Clone)]
pub struct Who {
    /// Device and address.
    pub caller: Caller,
    /// The person signed in.
    pub person: Option<Signed>,
    /// The request was made on this very machine. Never so behind a proxy.
    pub local: bool,
    /// The token of a ticket's holder, when one was sent as bearer.
    pub holder: Option<HolderToken>,
    /// The joined kiosk or tablet whose token was sent as bearer, revoked or not.
    pub joined: Option<Arc<Joined>>,
    forms: Forms,
}

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who, with roles and profile as they were when the request came in.
    pub staff: Arc<Staff>,
    /// Their session.
    pub session: Session<StaffId>,
    /// By `Authorization: Bearer` rather than by cookie.
    pub bearer: bool,
}

impl Signed {
    /// Whether this person holds a role.
    pub fn is(&self, role: Role) -> bool {
        self.staff.is(role)
    }
    /// Whether this person holds one of the roles.
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }
    /// As the sender of a command.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff.id)
    }
}

/// What makes and checks form tokens.
#[derive(Clone)]
struct Forms(App);

impl std::fmt::Debug for Forms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Forms")
    }
}

impl Who {
    fn of(app: &App, headers: &HeaderMap, peer: SocketAddr) -> Self {
        let address = caller::address_of(peer.ip(), headers, app.settings.behind_proxy);
        let cookie = app.cookies.read(Cookie::Device, headers);
        let device = cookie.and_then(|cookie| Device::recognise(&app.stamper, cookie));
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let token = bearer.or_else(|| app.cookies.read(Cookie::Session, headers));
        let session = token
            .and_then(|token| token.parse::<SessionToken>().ok())
            .and_then(|token| app.sessions.resume(&token, app.clock.now()));
        let published = app.now();
        let person = session.and_then(|session| {
            let staff = published.desk.staff_member(session.staff)?;
            if staff.is_dismissed() || staff.pin_seq != session.pin {
                return None;
            }
            Some(Signed { staff: Arc::clone(staff), session, bearer: bearer.is_some() })
        });
        let joined = bearer
            .and_then(|token| token.parse::<JoinedToken>().ok())
            .and_then(|token| published.desk.device_by_key(&token.hash().into()).cloned());
        let holder = bearer.filter(|_| person.is_none()).and_then(|token| token.parse().ok());
        // Behind a proxy everybody comes from this machine, whether or not the proxy says for whom it asks.
        let local = !app.settings.behind_proxy && caller::is_local(peer.ip(), headers);
        Self { caller: Caller { device, address }, person, local, holder, joined, forms: Forms(app.clone()) }
    }

    /// Whether somebody who holds one of the roles is asking.
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        self.person.as_ref().is_some_and(|person| person.is_one_of(roles))
    }

    /// The device by its id in the journal.
    pub fn device(&self) -> Option<DeviceId> {
        self.caller.device.map(device_id)
    }

    /// As the sender of a command: the person signed in, or anybody.
    pub fn from(&self) -> From {
        let actor = self.person.as_ref().map_or(Actor::Public, Signed::actor);
        From { actor, device: self.device() }
    }

    /// The same device in another part.
    pub fn acting(&self, actor: Actor) -> From {
        From { actor, device: self.device() }
    }

    /// The token for forms on a page for this reader; empty before the device has its cookie.
    pub fn form_token(&self) -> String {
        self.bound().map(|bound| csrf::token(&self.forms.0.stamper, bound)).unwrap_or_default()
    }

    /// Whether a form came from a page of ours shown to this reader.
    ///
    /// # Errors
    /// `form-expired`.
    pub fn check_form(&self, token: &str) -> Result<(), Problem> {
        // A program that shows its bearer token was not led here by a foreign page.
        if self.person.as_ref().is_some_and(|person| person.bearer) {
            return Ok(());
        }
        let genuine = self.bound().is_some_and(|bound| csrf::is_genuine(&self.forms.0.stamper, bound, token));
        if genuine { Ok(()) } else { Err(Problem::of(Fault::FormExpired)) }
    }

    fn bound(&self) -> Option<BoundTo> {
        match (&self.person, self.caller.device) {
            (Some(person), _) => Some(BoundTo::Session(person.session.id)),
            (None, Some(device)) => Some(BoundTo::Device(device.hash())),
            (None, None) => None,
        }
    }

    /// The person signed in.
    ///
    /// # Errors
    /// `sign-in-needed`.
    pub fn signed(&self) -> Result<&Signed, Problem> {
        self.person.as_ref().ok_or_else(|| Problem::of(Fault::SignInNeeded))
    }
}

/// A device's id in the journal: half of its hash tells devices apart and is worth nothing as a cookie.
pub fn device_id(device: Device) -> DeviceId {
    let mut id = [0; 16];
    id.copy_from_slice(&device.hash().bytes()[..16]);
    DeviceId(id)
}

/// The guard before every handler.
pub async fn check(State((app, access)): State<(App, Access)>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let visit = Visit::of(FromRef::from_ref(&app), path, request.headers());
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        // A listener that does not say who calls must not make strangers of the network people of this machine.
        .map_or(UNKNOWN_PEER, |info| info.0);
    let mut who = Who::of(&app, request.headers(), peer);
    let mut new_device = None;
    if who.caller.device.is_none() && visit.reader == Reader::Person {
        let (device, cookie) = Device::issue(&app.stamper);
        who.caller.device = Some(device);
        new_device = app.cookies.set(Cookie::Device, &cookie, Some(DEVICE_COOKIE));
    }
    if let Err(problem) = admit(&app, access, &who, &request) {
        if problem.fault() == Fault::SignInNeeded
            && visit.reader == Reader::Person
            && request.method() == Method::GET
        {
            return visit.to_sign_in();
        }
        return problem.into_response();
    }
    request.extensions_mut().insert(who);
    let mut response = next.run(request).await;
    if let Some(cookie) = new_device {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn admit(app: &App, access: Access, who: &Who, request: &Request) -> Result<(), Problem> {
    match access {
        Access::Everyone | Access::KeyHolder => Ok(()),
        Access::Staff(roles) => {
            let person = who.signed()?;
            if person.is_one_of(roles) { Ok(()) } else { Err(Problem::of(Fault::NotAllowed)) }
        }
        // A revoked one is told so, by the hello or by [`OfDevice`].
        Access::Device => who.joined.as_ref().map(|_| ()).ok_or_else(|| Problem::of(Fault::SignInNeeded)),
        Access::Setup => {
            if app.now().desk.fair().is_none() {
                Ok(())
            } else {
                Err(Problem::of(Fault::NotFound))
            }
        }
        Access::Operator => {
            let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
            let sent = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
            let known = app.settings.metrics.token.as_ref();
            let shown =
                known.is_some_and(|token| constant_time_eq(token.reveal().as_bytes(), sent.as_bytes()));
            if who.local || shown { Ok(()) } else { Err(Problem::of(Fault::NotFound)) }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Every route of the table has the guard before it; a handler without one is a fault of ours.
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::of(Fault::Internal))
    }
}

/// A joined kiosk or tablet whose key is still good.
#[derive(Debug, Clone)]
pub struct OfDevice(pub Arc<Joined>);

impl<S: Sync> FromRequestParts<S> for OfDevice {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let who = Who::from_request_parts(parts, state).await?;
        let device = who.joined.ok_or_else(|| Problem::of(Fault::SignInNeeded))?;
        if device.is_revoked() {
            return Err(Problem::of(Fault::NotAllowed).coded("device-revoked"));
        }
        Ok(Self(device))
    }
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Who::from_request_parts(parts, state).await?.person.ok_or_else(|| Problem::of(Fault::SignInNeeded))
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::StatusCode};
    use tower::ServiceExt;

    use super::*;
    use crate::testing::TestDesk;

    const TOKEN: &str = "a token of the operator";

    async fn metrics(service: axum::Router, peer: Option<&str>, token: Option<&str>) -> StatusCode {
        let mut request = Request::get("/metrics").body(Body::empty()).unwrap();
        if let Some(peer) = peer {
            let peer: SocketAddr = peer.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        if let Some(token) = token {
            let value = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        service.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_caller_nobody_can_name_is_not_this_machine() {
        let desk = TestDesk::empty();
        let service = || crate::web::service(&desk.app);
        assert_eq!(metrics(service(), None, None).await, StatusCode::NOT_FOUND);
        assert_eq!(metrics(service(), Some("10.0.0.9:5000"), None).await, StatusCode::NOT_FOUND);
        assert_eq!(metrics(service(), Some("127.0.0.1:5000"), None).await, StatusCode::OK);
    }

    #[tokio::test]
    async fn behind_a_proxy_the_operator_shows_the_token() {
        let desk = TestDesk::empty_with(|settings| {
            settings.behind_proxy = true;
            settings.metrics.token = Some(serde_json::from_value(TOKEN.into()).unwrap());
        });
        let service = || crate::web::service(&desk.app);
        let near = Some("127.0.0.1:5000");
        assert_eq!(metrics(service(), near, None).await, StatusCode::NOT_FOUND, "a proxy may add no header");
        assert_eq!(metrics(service(), near, Some("another")).await, StatusCode::NOT_FOUND);
        assert_eq!(metrics(service(), near, Some(TOKEN)).await, StatusCode::OK);
    }
}
