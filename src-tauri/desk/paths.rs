//! Where things lie on this computer. Nothing below the shell asks the system for a folder.

use backstock_doors::Places;
use tauri::{App, Manager as _};

/// The places of this person on this computer.
///
/// The vault does not go into Documents, which many computers copy to a cloud drive while it is being written.
pub(crate) fn places(app: &App, practice_offered: bool) -> tauri::Result<Places> {
    let paths = app.path();
    Ok(Places {
        suggested_vault: paths.local_data_dir()?.join("Backstock").join("Vault"),
        exports: paths
            .document_dir()
            .or_else(|_| paths.home_dir())?
            .join("Backstock exports"),
        temporary: std::env::temp_dir(),
        last_vault: paths.app_config_dir()?.join("last-vault"),
        practice_offered,
        version: app.package_info().version.to_string(),
    })
}
