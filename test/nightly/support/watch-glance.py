# Watches Glance's database and files, also while Glance is down, and says what breaks a promise.
#   watch-glance.py DIR NAME MD5...       MD5: what an image NAME may hold
# Prints "ready", then a line for each new violation, and "N looks" at the end of standard input.
import hashlib, os, select, sqlite3, sys

folder, name, allowed = sys.argv[1], sys.argv[2], set(sys.argv[3:])
database = sqlite3.connect(f'file:{folder}/glance.db?mode=ro', uri=True, timeout=60)
QUERY = '''select i.id, i.status, i.checksum, p.value from images i left join image_properties p
    on p.image_id = i.id and p.deleted = 0 and p.name = 'owner_specified.reconcile.role'
    where i.deleted = 0 and i.os_hidden = 0 and i.name = ?'''
sums, said = {}, set()


def md5_of(image):
    if image not in sums:
        try:
            with open(f'{folder}/fast/{image}', 'rb') as data:
                sums[image] = hashlib.md5(data.read()).hexdigest()
        except FileNotFoundError:
            return None
    return sums[image] if os.path.exists(f'{folder}/fast/{image}') else None


def tell(violation):
    if violation not in said:
        said.add(violation)
        print(violation, flush=True)


looks = 0
print('ready', flush=True)
while not select.select([sys.stdin], [], [], 0.005)[0]:
    looks += 1
    found = database.execute(QUERY, (name,)).fetchall()
    active = [image for image, status, _, _ in found if status == 'active']
    if not active:
        tell('no image is published')
    for image, status, checksum, role in found:
        if status != 'active' or role != 'current':
            tell(f'published while {status} and {role}')
        elif checksum not in allowed:
            tell(f'published with the checksum {checksum}')
        # The row of a deleted image goes before its file: look at the row again.
        elif md5_of(image) != checksum and image in {row[0] for row in database.execute(QUERY, (name,))}:
            tell(f'the data of a published image is {md5_of(image)}, not {checksum}')
print(f'{looks} looks', flush=True)
