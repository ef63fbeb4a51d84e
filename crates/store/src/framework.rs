//! Frameworks without their competencies, and their scales.

use domain::{
    DistrictId, FrameworkId, Points,
    framework::Framework,
    scale::{Level, Scale},
};

use crate::{Row, StoreError, Tx, args, column};

const COLUMNS: &str = "framework_id, guid, title, creator, version, adoption_status, language, subjects,
                       licence, scale, extra";

/// Adds a framework, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, framework: &Framework) -> Result<(), StoreError> {
    tx.run(
        "insert into framework (district_id, framework_id, guid, title, creator, version,
           adoption_status, language, subjects, licence, scale, extra)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (district_id, framework_id) do update set
           title = excluded.title, creator = excluded.creator, version = excluded.version,
           adoption_status = excluded.adoption_status, language = excluded.language,
           subjects = excluded.subjects, licence = excluded.licence, scale = excluded.scale,
           extra = excluded.extra",
        args![
            district,
            framework.id,
            &framework.guid,
            &framework.title,
            &framework.creator,
            &framework.version,
            &framework.adoption_status,
            &framework.language,
            column::join(&framework.subjects),
            &framework.licence,
            write_scale(&framework.scale),
            framework.extra.as_text().to_owned(),
        ],
    )
    .await
    .map(drop)
}

/// One framework.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<Option<Framework>, StoreError> {
    let sql = format!("select {COLUMNS} from framework where district_id = $1 and framework_id = $2");
    tx.row(&sql, args![district, framework]).await?.as_ref().map(from_row).transpose()
}

/// Every framework of the district, by title.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Framework>, StoreError> {
    let sql = format!("select {COLUMNS} from framework where district_id = $1 order by title, framework_id");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Framework, StoreError> {
    let scale = row.text("scale")?;
    Ok(Framework {
        id: FrameworkId::from_bytes(row.array("framework_id")?),
        guid: row.text("guid")?,
        title: row.text("title")?,
        creator: row.text("creator")?,
        version: row.text_or_null("version")?,
        adoption_status: row.text_or_null("adoption_status")?,
        language: row.text_or_null("language")?,
        subjects: column::split(&row.text("subjects")?),
        licence: row.text_or_null("licence")?,
        scale: read_scale(&scale).ok_or(StoreError::Corrupt { column: "scale", value: scale })?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}

/// `mastery ␟ possible ␟ code ␟ name ␟ points ␟ code ...`, highest level first.
fn write_scale(scale: &Scale) -> String {
    let mut parts = vec![scale.mastery().to_string(), scale.points_possible().to_string()];
    for level in scale.levels() {
        parts.extend([level.code.clone(), level.name.clone(), level.points.to_string()]);
    }
    column::join(&parts)
}

fn read_scale(text: &str) -> Option<Scale> {
    let parts = column::split(text);
    let (cuts, levels) = parts.split_at_checked(2)?;
    let levels = levels
        .chunks(3)
        .map(|level| match level {
            [code, name, points] => {
                Some(Level { code: code.clone(), name: name.clone(), points: points.parse().ok()? })
            }
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    let points = |text: &str| text.parse::<Points>().ok();
    Scale::new(levels, points(&cuts[0])?, points(&cuts[1])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_reads_back() {
        let scale = Scale::four_levels();
        assert_eq!(read_scale(&write_scale(&scale)), Some(scale));
        assert_eq!(read_scale("3"), None);
    }
}
