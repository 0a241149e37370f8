#include "engine/scan_lexicon.hpp"

#include <unordered_map>

// The words of the scan, in English, French and Spanish, folded. They are few on purpose: the shape of a phrase decides, and
// a word only says which part of the shape it can be.

namespace tutela {
namespace {

struct Entry {
    Senses senses;
    std::string_view words;
};

using namespace sense;

constexpr Entry lexicon[] = {
    // ------------------------------------------------------------------------------------ persons
    {person,
     "woman man girl boy child teenager adolescent youth lady infant person survivor caller client "
     "migrant refugee "
     "returnee detainee minor patient participant beneficiary witness driver worker student orphan "
     "volunteer villager "
     "neighbour fisherman farmer trader midwife teacher nurse cook vendor tailor elder herder "
     "shopkeeper "
     "matrone enseignante enseignant vendeuse vendeur infirmiere infirmier berger eleve "
     "partera maestra maestro profesora profesor vendedora vendedor lideresa pescador enfermera "
     "alumna alumno"},
    {person | kin,
     "mother father widow widower daughter son husband wife sister brother aunt uncle grandmother "
     "grandfather guardian "
     "caregiver cousin niece nephew"},
    {kin,
     "stepfather stepmother employer boss boyfriend partner landlord trafficker recruiter "
     "smuggler"},
    {person,
     "femme homme fille garcon fillette enfant adolescente adolescent jeune dame personne "
     "survivante survivant "
     "appelante appelant usagere migrante refugiee refugie deplacee deplace mineur mineure "
     "beneficiaire patiente "
     "participante temoin orpheline orphelin detenue cliente voisine voisin cultivateur"},
    {person | kin,
     "mere pere veuve veuf epouse mari frere soeur tante oncle tuteur tutrice bebe neveu niece "
     "cousine fille fils papa maman"},
    {kin, "employeur patron conjoint compagnon concubin passeur patronne"},
    {person,
     "mujer hombre nina nino muchacha muchacho joven senora senor persona sobreviviente usuaria "
     "usuario refugiada "
     "refugiado desplazada desplazado menor beneficiaria beneficiario paciente testigo huerfana "
     "huerfano detenida "
     "llamante solicitante vecina vecino estudiante trabajadora trabajador campesina campesino"},
    {person | kin,
     "madre padre viuda viudo esposo esposa marido hermana hermano tia tio abuela abuelo tutor "
     "tutora bebe hija hijo "
     "prima primo sobrina sobrino mama"},
    {kin, "pareja padrastro empleador patron jefe novio companero coyote tratante"},
    {person | victim, "victim victime victima"},
    {persons,
     "women men girls boys children persons people minors adolescents teenagers sisters brothers "
     "daughters sons "
     "youths individuals members mothers fathers migrants refugees adults babies students couple "
     "couples survivors victims callers clients volunteers "
     "families survivantes victimes sobrevivientes victimas usuarias "
     "femmes hommes filles garcons enfants personnes mineurs mineures adolescentes jeunes soeurs "
     "freres adultes "
     "refugies refugiees migrantes migrants "
     "mujeres hombres ninas ninos personas menores adolescentes jovenes hermanas hermanos adultos "
     "adultas refugiados "
     "refugiadas muchachas muchachos"},
    {pronoun, "she he elle il ella"},
    {possessive, "her his sa son ses su sus"},
    {object, "her him la le lo les los las lui l"},
    {one,
     "a an the this that one another our some une un la le l cette ce cet notre el esta este ese "
     "esa otra otro nuestra "
     "un una"},
    // -------------------------------------------------------------------------------------- names
    {title,
     "mr mrs ms mme mlle madame monsieur sr sra srta senora senor senorita dona don hajiya alhaji "
     "mallam malam sheikh "
     "cheikh dr dra docteur doctora pasteur pastor reverend"},
    {naming,
     "called named nicknamed nomme nommee appele appelee denomme denommee llamada llamado apodada "
     "apodado alias "
     "nombrada known connu connue conocida conocido"},
    {naming_person, "prenomme prenommee surnomme surnommee"},
    {age_lead, "aged age agee edad"},
    {age_unit, "years year yrs yr ans an anos ano"},
    {origin,
     "originaire oriundo oriunda natural nacida nacido native born nee resident residente habitant "
     "habitante vecina "
     "vecino ressortissante ressortissant"},
    {settlement,
     "village hameau vereda aldea caserio comunidad pueblo hamlet boma payam corregimiento canton "
     "localite"},
    {particle,
     "de del della du da das dos la las los el al ag ould bin ben ibn van von y e abu um oumou ait "
     "le"},
    // Whoever is called so is no person, or several.
    {no_name,
     "women men girls boys children people persons youth families households communities community "
     "refugees migrants "
     "returnees survivors victims volunteers staff members group groups association associations "
     "foundation council "
     "committee committees union church ngo organisation organization organizations network "
     "programme programmes program "
     "project projects agency ministry department society service services desk line hotline "
     "helpline radio show "
     "campaign club bank fund cluster team unit forum coalition consortium initiative alliance "
     "federation movement "
     "centre center office camp site sites district state county region province town city lake "
     "river north south east "
     "west central zone block local government area road street avenue market border lga ward "
     "phase annex article act law "
     "resolution standard standards outcome output indicator activity section chapter page form "
     "list plan code policy "
     "principle principles house home shelter door doors voice voices hope green open safe "
     "security protection health "
     "education food water cash aid relief action international united nations european african "
     "american world global "
     "federal national republic islamic regional kingdom "
     "femmes hommes filles garcons enfants personnes familles menages communautes refugies "
     "survivantes fondation "
     "conseil comite reseau programme projet agence ministere departement ligne campagne banque "
     "fonds groupe equipe "
     "unite mouvement maison porte bureau camp territoire ville nord sud est ouest loi decret "
     "norme resultat indicateur "
     "activite rapport liste droits medecins aide espoir debout "
     "mujeres hombres ninas ninos personas familias hogares comunidades fundacion consejo comite "
     "asociacion red "
     "programa proyecto agencia ministerio departamento linea campana banco fondo grupo equipo "
     "unidad coalicion "
     "federacion movimiento casa puertas puerta hermanas manos refugiados oficina distrito "
     "distritos provincia ciudad "
     "norte sur este oeste ley decreto norma resultado indicador actividad informe lista derechos "
     "ayuda esperanza "
     "semana dia jornada bosco dios mission operation"},
    {no_name | facility,
     "hospital school clinic university institute college church mosque academy stadium airport "
     "ecole hopital clinique "
     "universite institut eglise mosquee lycee college escuela colegio clinica universidad "
     "instituto iglesia mezquita "
     "boulevard square plaza"},
    {no_name | post,
     "officer manager director coordinator minister adviser advisor specialist president chief "
     "head secretary governor "
     "mayor deputy assistant focal inspector commissioner judge ministre coordinateur "
     "coordinatrice directeur "
     "directrice chef gouverneur maire prefet charge chargee point points presidente ministra "
     "ministro coordinadora "
     "coordinador directora director jefa alcalde alcaldesa gobernador gobernadora oficial fiscal "
     "juez jueza "
     "secretaria secretario presidenta defensora defensor"},
    {no_name | month,
     "january february march april may june july august september october november december "
     "janvier fevrier mars avril "
     "mai juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo "
     "junio julio agosto "
     "septiembre octubre noviembre diciembre"},
    {no_name,
     "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi "
     "samedi dimanche lunes "
     "martes miercoles jueves viernes sabado domingo ramadan easter christmas noel paques navidad "
     "sphere esfera saint "
     "sainte st san santa santo nuestra senor notre"},
    {function,
     "the a an this that these those our all any some in on at for of with from by to as and or if "
     "when while after "
     "before since both each every one two three four no not only who whose her his she he it they "
     "we you i interview "
     "according says said told contact call ask write see reach thank meet "
     "le la les l un une des ce cet cette ces notre nos tous toutes dans sur pour de du d avec par "
     "selon chez au aux et ou "
     "si quand apres avant depuis entretien ecrire appeler voir joindre merci "
     "el los las unos unas una este esta estos estas nuestro todos todas en para con por segun al "
     "del y o cuando despues "
     "antes desde entrevista escribir llamar ver"},
    // ------------------------------------------------------------------------------------- events
    {harmed | specific, "kidnapped abducted"},
    {harmed,
     "raped beaten tortured assaulted stabbed murdered molested whipped gang harassed enslaved "
     "violee viole battue battu torturee torture enlevee enleve agressee agresse poignardee "
     "poignarde assassinee assassine "
     "tabassee tabasse kidnappee kidnappe sequestree sequestre mariee frappee frappe harcelee "
     "violada violado golpeada golpeado torturada torturado secuestrada secuestrado agredida "
     "agredido apunalada "
     "apunalado asesinada asesinado maltratada maltratado acosada reclutado reclutada"},
    {handled,
     "sold trafficked held stopped detained arrested deported threatened robbed married recruited "
     "abused attacked burned "
     "burnt forced expelled evicted locked shot killed exploited imprisoned taken handcuffed "
     "extorted separated "
     "searched interrogated blackmailed hit touched chained starved strangled slapped kept refused "
     "turned pushed robbed "
     "vendue vendu arretee arrete detenue detenu deportee deporte menacee menace volee vole "
     "recrutee recrute attaquee "
     "attaque brulee brule forcee force expulsee expulse enfermee enferme tuee tue exploitee "
     "exploite emprisonnee "
     "emprisonne contrainte contraint maltraitee maltraite refoulee refoule exploitees pris prise "
     "separee separe "
     "confisque rackettee rackette interrogee interroge "
     "vendida vendido detenida detenido deportada deportado amenazada amenazado robada robado "
     "atacada atacado quemada "
     "quemado obligada obligado expulsada expulsado encerrada encerrado abusada abusado explotada "
     "explotado arrestada "
     "arrestado encarcelada encarcelado retenida retenido capturada capturado tratada casada "
     "trasladada extorsionada "
     "extorsionado separada separado forzada forzado baleado baleada"},
    {harms,
     "beat hit locked raped sold threatened took kept broke burned killed stabbed shot forced "
     "attacked abducted arrested "
     "kidnapped chained starved strangled slapped detained touched abused "
     "frappait battait enfermait violait menacait gardait prenait exploitait insultait brulait "
     "touchait obligeait frappa "
     "battit viola vendit "
     "golpeaba encerraba quitaba violaba amenazaba pegaba maltrataba obligaba explotaba tocaba "
     "golpeo violo amenazo "
     "encerro vendio mato obligo quito pego quemo quitaron obligaron golpearon violaron detuvieron "
     "deportaron "
     "secuestraron amenazaron encerraron vendieron mataron dispararon robaron reclutaron "
     "torturaron separaron llevaron "
     "detuvo deporto secuestro capturaron"},
    {fled,
     "fled escaped disappeared drowned miscarried "
     "enfuie enfui echappee echappe fui disparue disparu noyee noye suicidee suicide "
     "huyo escapo desaparecio murio ahogo fugo suicido"},
    {lost, "lost perdu perdio"},
    {was, "was were been got being etre ser ete fut fue sido estuvo reste restee"},
    {had, "had has a avait ont avaient ai habia ha habian han est"},
    {general,
     "if whether any every each whoever anyone anybody everyone nobody per unless should must "
     "shall "
     "si chaque quiconque doit doivent "
     "cualquier cualquiera cada quien quienes debe deben"},
    {when, "when whenever lorsque lorsqu quand cuando"},
    {modal,
     "may might can could would will peut peuvent pourra pourrait puede pueden podra podria "
     "doivent "
     "choisit decide decides chooses"},
    {relative, "who whose which qui que dont quien quienes cuya cuyo"},
    {specific, "last ago yesterday tonight hace ayer anoche pasado pasada hier dernier derniere"},
    // --------------------------------------------------------------------------- sensitive groups
    {survivor,
     "survivor survivors gay gays combatant combatants combattant combattants combatiente "
     "combatientes transgender trans transsexual lesbian lesbians bisexual lgbt lgbti lgbtiq "
     "lgbtqi sogiesc "
     "survivante survivantes survivant survivants transgenre transgenres lesbienne lesbiennes "
     "homosexuel homosexuels "
     "homosexuelles seropositif seropositive seropositifs seropositives "
     "sobreviviente sobrevivientes transgenero lesbiana lesbianas homosexual homosexuales "
     "seropositivos seropositivas"},
    {protects,
     "hidden secret confidential protected survivors girls victims our the a this women to at"},
    {of_group,
     "unaccompanied separated trafficked hiv aids accompagne accompagnee accompagnes accompagnees "
     "accompagnement separe separee separes separees isole isolee "
     "isoles isolees vih sida acompanado acompanada acompanados acompanadas separado separada "
     "separados separadas sida "
     "soldier soldiers soldat soldats soldado soldados apatride apatrides stateless apatrida "
     "apatridas "
     "desvinculado desvinculada desvinculados desvinculadas recruited recrutes recrutees "
     "reclutados reclutadas armed armes armados"},
    {victim, "victims victimes victimas case cases cas caso casos incident incidents incidentes"},
    {abuse,
     "rape trafficking torture gbv sgbv violence sexual exploitation abuse slavery fgm viol viols "
     "traite vbg mgf esclavage "
     "mutilation violences violacion violaciones trata tortura vbg violencia explotacion abuso "
     "esclavitud csec incest "
     "inceste incesto assault"},
    {small, "two three four deux trois quatre dos tres cuatro one single un une una uno seul"},
    {only, "only single seule seul sola solo sole solamente seulement unica unico unique"},
    {limit,
     "fewer less under below least most than over between moins plus jusque jusqu entre minimum "
     "maximum menos mas "
     "hasta about nearly"},
    {filler,
     "unaccompanied confirmed identified new adult female male young former known registered other "
     "more elderly "
     "positive adolescent teenage underage additional reported nouveaux nouvelles nouveau anciens "
     "anciennes jeunes autres "
     "nuevas nuevos antiguos jovenes otras otros"},
    // ------------------------------------------------------------------------------------- places
    {hidden, "safehouse shelter refuge foyer albergue refugio hogar safehouses hostel"},
    {street,
     "street road avenue lane way court terrace close drive boulevard crescent highway rue chemin "
     "impasse ruelle boulevard calle "
     "avenida carrera pasaje jiron jr av cra cl alley"},
    {plot,
     "plot block bloc bloque house flat apartment room parcelle lot lote manzana mz casa villa "
     "maison porte door gate apto km"},
    {quarter,
     "neighbourhood neighborhood quarter quartier barrio colonia urbanizacion asentamiento estate "
     "suburb"},
    {near,
     "behind opposite beside derriere frente detras junto contiguo adjacent facing near next "
     "corner angle esquina face "
     "cote pres lado cerca front across diagonal cuadra cuadras metros metres meters doors pasos"},
    {dwells,
     "lives live living resides residing stays habite reside loge vit demeure domicilie domiciliee "
     "vive viven "
     "domiciliada domiciliado dwells sleeps habita"},
    {address,
     "address adresse direccion domicile domicilio located situe situee ubicada ubicado sise sis"},
    // ------------------------------------------------------------------------------------ numbers
    {phone,
     "phone telephone telefono tel fono cel celular cell movil mobile portable call calls called "
     "calling dial ring "
     "whatsapp signal sms telegram viber imo appeler appelle appelez joindre numero number contact "
     "contacto contacter "
     "llamar llame reach reached repond atiende answers fijo fixe landline texto hotline"},
    {document,
     "passport passeport pasaporte nid nin dni cedula cni cnib cin unhcr hcr acnur cpf curp rut "
     "nss ssn dpi laissez "
     "extranjeria sejour nationality nik rfc ptp ppt identidad ruc partida"},
    {indicator, "indicator indicateur indicador code codigo grant project projet proyecto"},
    {file,
     "case cas caso dossier expediente file fiche ficha registration enregistrement registro "
     "permit permis permiso "
     "licence license carnet carne attestation certificate certificat certificado id card carte "
     "tarjeta matricule "
     "naissance nacimiento birth "
     "identite electeur identification folio radicado"},
    {numbered, "no number numero num nro nr n ref reference"},
    {bearing,
     "n s e w o lat lon lng long latitude longitude latitud longitud north south east west nord "
     "sud est ouest norte sur "
     "este oeste gps coordinates coordonnees coordenadas position"},
    {money,
     "eur usd xof xaf fcfa cfa ngn kes cop pen hnl gtq euros dollars soles pesos francs cdf people "
     "persons households "
     "personnes menages personas hogares individuals familles familias families children women men "
     "per habitants "
     "habitantes inhabitants"},
    {abbreviation,
     "st mr mrs ms dr dra sr sra srta mme mlle jr av no nro num tel rev cra cl mz apto ste esq ext "
     "art"},
};

std::unordered_map<std::string_view, Senses> read_lexicon() {
    std::unordered_map<std::string_view, Senses> by_word;
    by_word.reserve(2048);
    for (const Entry& entry : lexicon)
        for (std::size_t at = 0; at < entry.words.size();) {
            const std::size_t end = std::min(entry.words.find(' ', at), entry.words.size());
            by_word[entry.words.substr(at, end - at)] |= entry.senses;
            at = end + 1;
        }
    return by_word;
}

}  // namespace

Senses senses_of(std::string_view folded) {
    static const std::unordered_map<std::string_view, Senses> by_word = read_lexicon();
    const auto at = by_word.find(folded);
    return at == by_word.end() ? 0 : at->second;
}

}  // namespace tutela
